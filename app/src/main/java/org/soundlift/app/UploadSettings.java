package org.soundlift.app;

import java.util.List;

/** What may be sent in. */
final class UploadSettings {
    static final Setting<Long> MAX_UPLOAD_BYTES = new Setting<>(
            "MAX_UPLOAD_BYTES",
            SettingForms.BYTES,
            "10GiB",
            "The largest video that is accepted.",
            SettingForms::bytes);

    static final List<Setting<?>> ALL = List.of(MAX_UPLOAD_BYTES);

    private UploadSettings() {}
}

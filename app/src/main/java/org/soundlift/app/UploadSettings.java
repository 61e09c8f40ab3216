package org.soundlift.app;

import java.util.List;
import java.util.Set;
import org.soundlift.gateway.upload.UploadLimits;

/** What may be sent in, and from where. */
record UploadSettings(Settings settings) {
    static final Setting<Long> MAX_UPLOAD_BYTES = new Setting<>(
            "MAX_UPLOAD_BYTES",
            SettingForms.BYTES,
            "10GiB",
            "The largest video that is accepted.",
            SettingForms::bytes);
    static final Setting<Integer> MAX_UPLOADS_AT_A_TIME = new Setting<>(
            "MAX_UPLOADS_AT_A_TIME",
            "a whole number from 1 to 10000",
            "200",
            "How many uploads of one account may run at a time, at each gateway; all without an account count as one.",
            SettingForms.wholeNumber(1, 10_000));
    static final Setting<Integer> MAX_WAITING_JOBS = new Setting<>(
            "MAX_WAITING_JOBS",
            "a whole number from 1 to 1000000",
            "20000",
            "How many jobs of one account may wait or run; all without an account count as one.",
            SettingForms.wholeNumber(1, 1_000_000));
    static final Setting<Long> MAX_BYTES_A_DAY = new Setting<>(
            "MAX_BYTES_A_DAY",
            SettingForms.BYTES,
            "100TiB",
            "How much one account may send within 24 hours; all without an account count as one.",
            SettingForms::bytes);
    static final Setting<Set<String>> ALLOWED_ORIGINS = new Setting<>(
            "ALLOWED_ORIGINS",
            "origins such as https://app.example.org, separated by commas",
            "",
            "Other sites whose pages may use the HTTP interface (CORS), with access tokens or API keys, never with cookies.",
            SettingForms::origins);

    static final List<Setting<?>> ALL =
            List.of(MAX_UPLOAD_BYTES, MAX_UPLOADS_AT_A_TIME, MAX_WAITING_JOBS, MAX_BYTES_A_DAY, ALLOWED_ORIGINS);

    UploadLimits limits() {
        return new UploadLimits(
                settings.get(MAX_UPLOAD_BYTES),
                settings.get(MAX_UPLOADS_AT_A_TIME),
                settings.get(MAX_WAITING_JOBS),
                settings.get(MAX_BYTES_A_DAY));
    }
}

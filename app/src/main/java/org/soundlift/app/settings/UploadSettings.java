package org.soundlift.app.settings;

import java.util.List;

/** Limits of uploads. */
public final class UploadSettings {
    public static final Setting<Long> MAX_UPLOAD_BYTES = new Setting<>(
            "MAX_UPLOAD_BYTES", SettingForms.BYTES, "10GiB", "Largest video that is accepted.", SettingForms::bytes);
    public static final Setting<Integer> MAX_UPLOADS_AT_A_TIME = new Setting<>(
            "MAX_UPLOADS_AT_A_TIME",
            "a whole number from 1 to 10000",
            "200",
            "Most uploads of one account at a time, at each gateway. All callers without an account count as " + "one.",
            SettingForms.wholeNumber(1, 10_000));
    public static final Setting<Integer> MAX_WAITING_JOBS = new Setting<>(
            "MAX_WAITING_JOBS",
            "a whole number from 1 to 1000000",
            "20000",
            "Most jobs of one account that wait or run. All callers without an account count as one.",
            SettingForms.wholeNumber(1, 1_000_000));
    public static final Setting<Long> MAX_BYTES_A_DAY = new Setting<>(
            "MAX_BYTES_A_DAY",
            SettingForms.BYTES,
            "100TiB",
            "Most bytes that one account may send within 24 hours. All callers without an account count as " + "one.",
            SettingForms::bytes);

    public static final Setting<Integer> MAX_MINUTES_A_MONTH = new Setting<>(
            "MAX_MINUTES_A_MONTH",
            "a whole number from 1 to 100000000",
            "100000000",
            "Minutes of sound after which no more uploads of one account are accepted in a calendar month (UTC). All"
                    + " callers without an account count as one.",
            SettingForms.wholeNumber(1, 100_000_000));

    public static final Setting<Long> UPLOAD_CHUNK = new Setting<>(
            "UPLOAD_CHUNK",
            SettingForms.BYTES,
            "32MiB",
            "Size of the pieces in which the web page sends large videos: less than a proxy lets pass.",
            SettingForms::bytes);

    public static final Setting<UrlUse> URL_INPUT = new Setting<>(
            "URL_INPUT",
            "auto, on or off",
            "auto",
            "Fetching of videos that are named by a URL. auto: for callers at this machine, and for accounts.",
            SettingForms.oneOf(UrlUse.class));
    public static final Setting<List<String>> URL_ALLOWED_NETWORKS = new Setting<>(
            "URL_ALLOWED_NETWORKS",
            SettingForms.NETWORKS,
            "",
            "Networks from which videos are fetched although they are not public. Anyone who can make a job can "
                    + "make the service ask there.",
            SettingForms::networks);

    /** The use of URLs in place of uploads. */
    public enum UrlUse {
        AUTO,
        ON,
        OFF
    }

    static final SettingGroup GROUP = new SettingGroup(
            "Limits of uploads",
            List.of(
                    MAX_UPLOAD_BYTES,
                    MAX_UPLOADS_AT_A_TIME,
                    MAX_WAITING_JOBS,
                    MAX_BYTES_A_DAY,
                    MAX_MINUTES_A_MONTH,
                    UPLOAD_CHUNK,
                    URL_INPUT,
                    URL_ALLOWED_NETWORKS));

    private UploadSettings() {}
}

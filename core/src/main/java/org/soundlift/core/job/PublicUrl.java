package org.soundlift.core.job;

/** The URL under which users reach the service, for links. */
public record PublicUrl(String value) {
    public PublicUrl {
        value = value.replaceFirst("/+$", "");
    }

    /** @param path begins with a slash */
    public String to(String path) {
        return value + path;
    }

    /** Returns the URL of the job's MP3. */
    public String toMp3(JobId job) {
        return to("/download/" + job + ".mp3");
    }
}

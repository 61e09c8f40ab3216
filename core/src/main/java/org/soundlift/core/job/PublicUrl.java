package org.soundlift.core.job;

import org.soundlift.core.media.AudioFileType;

/** The URL under which users reach the service, for links. */
public record PublicUrl(String value) {
    public PublicUrl {
        value = value.replaceFirst("/+$", "");
    }

    /** @param path begins with a slash */
    public String to(String path) {
        return value + path;
    }

    /** Returns the URL of the job's result. */
    public String toResult(JobId job, AudioFileType type) {
        return to(path(job, type));
    }

    /** Returns the path of the job's result below any such URL. */
    public static String path(JobId job, AudioFileType type) {
        return "/download/" + job + type.suffix();
    }
}

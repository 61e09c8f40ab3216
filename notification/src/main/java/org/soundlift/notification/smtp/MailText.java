package org.soundlift.notification.smtp;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.SourceName;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.Format;

/**
 * The text of a mail, twice: as plain text and as HTML.
 *
 * @param subject one line
 */
record MailText(String subject, String plain, String html) {
    private static final int LONGEST_NAME = 100;
    private static final String STYLE = "font-family:system-ui,sans-serif;line-height:1.5;max-width:36em";

    static MailText of(Completed completed, PublicUrl publicUrl, Duration retention) {
        String name = name(completed.request().filename());
        AudioFileType type = completed.result().facts().type();
        boolean isMp3 = type == AudioFileType.MP3;
        String kind = isMp3 ? "an MP3" : "a file of the kind " + type.suffix();
        String link = publicUrl.toResult(completed.request().jobId(), type);
        String facts = "Length " + length(completed.result().duration()) + ", size "
                + size(completed.result().bytes()) + ".";
        String notes =
                completed.result().warnings().stream().map(Warning::detail).collect(Collectors.joining(" "));
        String end = "It is kept until "
                + completed
                        .finishedAt()
                        .plus(retention)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate() + "." + (notes.isEmpty() ? "" : " " + notes);
        return new MailText(
                (isMp3 ? "Your MP3" : "Your file") + " is ready: " + name,
                "The sound of \"" + name + "\" is now " + kind + ".\n\nDownload it here:\n" + link + "\n\n" + facts
                        + "\n" + end + "\n",
                page("<p>The sound of <strong>" + escaped(name) + "</strong> is now " + kind + ".</p><p><a href=\""
                        + escaped(link) + "\">Download the " + (isMp3 ? "MP3" : "file") + "</a></p><p>" + facts + "<br>"
                        + escaped(end) + "</p>"));
    }

    static MailText of(Failed failed, PublicUrl publicUrl) {
        String name = name(failed.request().filename());
        boolean isMp3 = failed.request().options().format() == Format.MP3;
        String not = isMp3 ? "could not be made an MP3" : "could not be taken out";
        String why = failed.failure().detail();
        String help = failed.failure().code().suggestion().orElse("");
        String link = publicUrl.to("/");
        return new MailText(
                (isMp3 ? "No MP3 of " : "No sound of ") + name,
                "The sound of \"" + name + "\" " + not + ":\n\n" + why + "\n" + help + "\n\nYour jobs: " + link
                        + "\nCode: " + failed.failure().code() + "\n",
                page("<p>The sound of <strong>" + escaped(name) + "</strong> " + not + ":</p><p>"
                        + escaped(why) + "<br>" + escaped(help) + "</p><p><a href=\"" + escaped(link)
                        + "\">Your jobs</a></p><p><small>Code: "
                        + failed.failure().code() + "</small></p>"));
    }

    private static String page(String body) {
        return "<!doctype html><html lang=\"en\"><body style=\"" + STYLE + "\">" + body + "</body></html>";
    }

    /** The name as its owner sent it, in one line that can't become two. */
    private static String name(String filename) {
        String line = SourceName.inOneLine(filename);
        if (line.isEmpty()) {
            return "your video";
        }
        return line.codePointCount(0, line.length()) <= LONGEST_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }

    private static String length(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1e3);
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

package org.soundlift.core.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.soundlift.core.label.Chapter.Mark;
import org.soundlift.core.options.TimeText;

/** Chapters as people write them: WebVTT (W3C), or lines of a time and a title such as {@code 0:05:00 Questions}. */
public final class ChapterText {
    /** More than the chapters of any sound need, bytes. */
    public static final int MOST_BYTES = 512 << 10;

    private static final String SIGNATURE = "WEBVTT";
    private static final Pattern LINE =
            Pattern.compile("[\\[(]?([0-9][0-9:.,]*+)[\\])]?(?:\\s++[-–—:|]?+\\s*+(.*))?", Pattern.DOTALL);
    private static final Pattern TIMING = Pattern.compile("(\\S+)[ \\t]+-->[ \\t]+(\\S+).*", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final int LONGEST_TITLE = 1_000;

    private ChapterText() {}

    /**
     * Returns the chapters in their order, at least one.
     *
     * @throws UnusableLabelException if it is neither, with the number of the first line that is wrong
     */
    public static List<Mark> parse(byte[] bytes) throws UnusableLabelException {
        if (bytes.length > MOST_BYTES) {
            throw new UnusableLabelException(
                    "The chapters have " + bytes.length + " bytes; " + MOST_BYTES + " are allowed.");
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnusableLabelException("The chapters are no text in UTF-8.");
        }
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<Mark> marks = whole.startsWith(SIGNATURE) ? cues(whole) : lines(whole);
        if (marks.isEmpty()) {
            throw new UnusableLabelException("There are no chapters in the text.");
        }
        if (marks.size() > Chapter.MOST) {
            throw new UnusableLabelException(
                    "There are " + marks.size() + " chapters; " + Chapter.MOST + " are allowed.");
        }
        marks.sort(Comparator.comparing(Mark::begin));
        return marks;
    }

    private static List<Mark> lines(String text) throws UnusableLabelException {
        List<Mark> marks = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty()) {
                continue;
            }
            Matcher form = LINE.matcher(line);
            Optional<Duration> time = form.matches() ? TimeText.parse(form.group(1)) : Optional.empty();
            if (time.isEmpty()) {
                throw new UnusableLabelException(
                        "Line " + number + " of the chapters is no time and title such as \"0:05:00 Questions\".");
            }
            marks.add(new Mark(
                    time.get(),
                    Optional.empty(),
                    title(Optional.ofNullable(form.group(2)).orElse(""))));
        }
        return marks;
    }

    /** Blocks without a timing are notes and styles. */
    private static List<Mark> cues(String text) throws UnusableLabelException {
        List<Mark> marks = new ArrayList<>();
        for (List<String> lines : blocks(text)) {
            for (int i = 0; i < Math.min(2, lines.size()); i++) { // The first may be the cue's name.
                Matcher timing = TIMING.matcher(lines.get(i).strip());
                if (timing.matches()) {
                    String payload =
                            lines.stream().skip(i + 1L).map(String::strip).collect(Collectors.joining(" "));
                    marks.add(new Mark(time(timing.group(1)), Optional.of(time(timing.group(2))), plain(payload)));
                    break;
                }
            }
        }
        return marks;
    }

    /** Returns the lines between blank ones. */
    private static List<List<String>> blocks(String text) {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                blocks.add(block);
                block = new ArrayList<>();
            } else {
                block.add(line);
            }
        }
        blocks.add(block);
        return blocks;
    }

    private static Duration time(String text) throws UnusableLabelException {
        return TimeText.parse(text)
                .orElseThrow(() ->
                        new UnusableLabelException("The chapters have the time \"" + text + "\", which is none."));
    }

    /** The text of a cue without its tags (WebVTT §3.4, §4.2.2). */
    private static String plain(String payload) {
        return title(TAG.matcher(payload)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", "\u00A0")
                .replace("&lrm;", "")
                .replace("&rlm;", "")
                .replace("&amp;", "&"));
    }

    private static String title(String text) {
        int end = text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), LONGEST_TITLE));
        return text.substring(0, end).strip();
    }
}

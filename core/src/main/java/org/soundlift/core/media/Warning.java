package org.soundlift.core.media;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.soundlift.core.track.TrackInfo;

/**
 * A fact about a finished MP3 that its owner should know.
 *
 * @param detail one sentence
 */
public record Warning(Code code, String detail) {
    private static final int LONGEST_DETAIL = 300;

    public Warning {
        detail = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }

    /** Warns of texts, a cover or chapters that were left out. */
    public static Warning ofLeftOut(String detail) {
        return new Warning(Code.LABELS_LEFT_OUT, detail);
    }

    /** Warns of tracks among which nobody has chosen. */
    public static Warning ofSeveralTracks(List<TrackInfo> tracks, int taken) {
        return new Warning(
                Code.SEVERAL_TRACKS,
                "Audio track " + taken + " of " + tracks.size()
                        + " was taken; choose another with the option track. There are: " + TrackInfo.texts(tracks)
                        + ".");
    }

    /** Returns warnings as a text of one line each. */
    public static String toLines(List<Warning> warnings) {
        return warnings.stream()
                .map(warning -> warning.code + " " + warning.detail.replace('\n', ' '))
                .collect(Collectors.joining("\n"));
    }

    /** Reads such a text. Warnings that a later version has added are left out. */
    public static List<Warning> fromLines(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .flatMap(parts -> Code.find(parts[0]).map(code -> new Warning(code, parts[1])).stream())
                .toList();
    }

    /** The kinds of warnings. The names never change their meaning; {@code docs/errors.md} lists them for users. */
    public enum Code {
        /** The end of the source is missing. */
        SOURCE_INCOMPLETE,
        /** Parts of the source can't be decoded, and are silent. */
        SOUND_DAMAGED,
        /** The source has more than one audio track, and none was chosen. */
        SEVERAL_TRACKS,
        /** The loudness that was asked for can't be reached without distortion. */
        LOUDNESS_MISSED,
        /** Something beside the sound, such as a cover, is too large or broken, and was left out. */
        LABELS_LEFT_OUT,
        /** The track that a player would choose can't be converted. */
        OTHER_TRACK;

        static Optional<Code> find(String name) {
            return Arrays.stream(values())
                    .filter(code -> code.name().equals(name))
                    .findFirst();
        }
    }
}

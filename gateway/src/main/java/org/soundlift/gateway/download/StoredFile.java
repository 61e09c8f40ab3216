package org.soundlift.gateway.download;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.TrackFile;

/**
 * A file that can be downloaded: a result, or a part of an archive.
 *
 * @param track its number, where its name has one
 * @param offset of its first byte in what is stored
 */
record StoredFile(AudioFileType type, OptionalInt track, long offset, long bytes, String sha256) {
    static StoredFile of(ResultSummary result) {
        return new StoredFile(result.facts().type(), OptionalInt.empty(), 0, result.bytes(), result.sha256());
    }

    /**
     * Returns the file of a name.
     *
     * @param track the number in the name; empty: the whole result, or the first track of an archive
     * @param asked the kind that the name promises
     */
    static Optional<StoredFile> find(ResultSummary result, OptionalInt track, AudioFileType asked) {
        boolean isArchive = result.facts().type() == AudioFileType.ZIP;
        if (!isArchive || (asked == AudioFileType.ZIP && track.isEmpty())) {
            return track.isEmpty() ? Optional.of(of(result)) : Optional.empty();
        }
        return result.facts().files().stream()
                .filter(file -> track.isEmpty() || file.track() == track.getAsInt())
                .map(file -> of(file, track))
                .findFirst();
    }

    private static StoredFile of(TrackFile file, OptionalInt track) {
        return new StoredFile(file.type(), track, file.offset(), file.bytes(), file.sha256());
    }

    /** Returns the end of its name. */
    String suffix() {
        return (track.isPresent() ? "-" + track.getAsInt() : "") + type.suffix();
    }

    /** Returns the value of header {@code Repr-Digest} (RFC 9530 §3). */
    String digest() {
        byte[] bytes = HexFormat.of().parseHex(sha256);
        return "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";
    }
}

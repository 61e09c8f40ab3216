package org.soundlift.core.media;

import java.time.Duration;
import java.util.Optional;

/**
 * The result of one audio track, within the archive of all.
 *
 * @param track its number, from 1
 * @param offset of its first byte in the archive
 * @param bytes its size
 * @param bitrate average, bit/s
 * @param sampleRate Hz
 * @param sha256 of all its bytes, 64 lower-case hexadecimal digits
 */
public record TrackFile(
        int track,
        AudioFileType type,
        long offset,
        long bytes,
        Duration duration,
        int bitrate,
        int sampleRate,
        int channels,
        String sha256,
        Optional<Loudness> loudness) {
    /** The file of a result that lies in an archive. */
    public static TrackFile of(int track, ResultSummary result, long offset) {
        return new TrackFile(
                track,
                result.facts().type(),
                offset,
                result.bytes(),
                result.duration(),
                result.bitrate(),
                result.sampleRate(),
                result.channels(),
                result.sha256(),
                result.facts().loudness());
    }
}

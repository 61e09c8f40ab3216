package org.soundlift.converter.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
import org.soundlift.core.media.MediaFormat;

/**
 * The arguments of one FFmpeg run, whose input comes through a pipe. Nothing in them was written by a user.
 *
 * @param format of the input, of which the first sound track is converted. Only its demuxer is used, and only protocol
 *     {@code pipe}: FFmpeg would otherwise take a playlist for a video and open the files that it names
 * @param maxDuration where to stop, one step above what is allowed, so that an overrun is seen
 * @param target the MP3, without ID3 tag; if there is none, the samples go to standard output, in a rate and number of
 *     channels that MP3 has
 */
public record FfmpegCommand(MediaFormat format, AudioOptions options, Duration maxDuration, Optional<Path> target)
        implements Command {
    private static final int MAX_ALLOCATION_BYTES = 512 << 20;
    private static final int LARGEST_MP3_BYTES_PER_SECOND = 320_000 / 8;
    private static final String DEMUXERS = "mov,matroska";

    /**
     * Decoders of sound alone. FFmpeg opens decoders for all streams to look at them; this keeps those for video,
     * where most of its defects are found, closed.
     */
    private static final String DECODERS = String.join(
            ",",
            "aac,aac_latm,libfdk_aac,mp3,mp3float,mp2,mp2float,mp1,mp1float,ac3,ac3_fixed,eac3,alac,opus,libopus",
            "flac,vorbis,libvorbis,amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,truehd,mlp,dca,tta,wavpack",
            "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be",
            "pcm_u8,pcm_s8,pcm_mulaw,pcm_alaw,adpcm_ima_qt,adpcm_ms,adpcm_ima_wav,qdm2,qdmc,mace3,mace6,speex");

    /** To standard output, where the sound does not go there; {@link ProgressLines} reads it. */
    static final List<String> TELLING_PROGRESS = List.of("-stats_period", "0.25", "-progress", "pipe:1");

    /** As FFmpeg itself would choose for its LAME: the nearest rate, and two channels where there are more. */
    private static final String AS_FOR_MP3 =
            "aformat=sample_rates=44100|48000|32000|22050|24000|16000|11025|12000|8000:channel_layouts=mono|stereo";

    @Override
    public long largestFile() {
        return largestMp3(maxDuration);
    }

    @Override
    public List<Path> readable() {
        return List.of();
    }

    @Override
    public List<Path> writable() {
        return target.map(Path::toAbsolutePath).stream().toList();
    }

    /** Bytes of the largest MP3 of that length. */
    public static long largestMp3(Duration maxDuration) {
        return (maxDuration.toSeconds() + 2) * LARGEST_MP3_BYTES_PER_SECOND;
    }

    @Override
    public List<String> arguments(Path ffmpeg) {
        List<String> arguments = new ArrayList<>(program(ffmpeg));
        arguments.addAll(input("pipe", demuxer(), "pipe:0"));
        arguments.addAll(sound(0, options.channels(), maxDuration));
        arguments.addAll(target.map(this::encoded).orElseGet(() -> samples("pipe:1")));
        return arguments;
    }

    static List<String> program(Path ffmpeg) {
        return List.of(
                ffmpeg.toString(),
                "-hide_banner",
                "-nostats",
                "-loglevel",
                "repeat+level+warning",
                "-max_alloc",
                Integer.toString(MAX_ALLOCATION_BYTES));
    }

    static List<String> input(String protocol, String demuxer, String url) {
        return List.of(
                "-protocol_whitelist",
                protocol,
                "-format_whitelist",
                DEMUXERS,
                "-codec_whitelist",
                DECODERS,
                "-max_streams",
                "32",
                "-f",
                demuxer,
                "-i",
                url);
    }

    /** The first sound of that input, and nothing else. */
    static List<String> sound(int input, Optional<AudioOptions.Channels> channels, Duration maxDuration) {
        List<String> arguments = new ArrayList<>(List.of("-map", input + ":a:0"));
        arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-vn", "-sn", "-dn"));
        channels.ifPresent(c -> arguments.addAll(List.of("-ac", Integer.toString(c.count()))));
        arguments.addAll(List.of("-t", Long.toString(maxDuration.toSeconds() + 1)));
        return arguments;
    }

    /** Not flushed after each packet: larger pieces wake the reader less often. */
    static List<String> samples(String url) {
        return List.of(
                "-af",
                AS_FOR_MP3,
                "-c:a",
                "pcm_f32le",
                "-fflags",
                "+bitexact",
                "-flush_packets",
                "0",
                "-f",
                "wav",
                url);
    }

    private List<String> encoded(Path mp3) {
        List<String> arguments = new ArrayList<>(List.of("-c:a", "libmp3lame"));
        switch (options.rate()) {
            case VariableRate rate -> arguments.addAll(List.of("-q:a", Integer.toString(rate.quality())));
            case ConstantRate rate -> arguments.addAll(List.of("-b:a", rate.kbitPerSecond() + "k"));
        }
        arguments.addAll(List.of(
                "-fs",
                Long.toString(largestFile()),
                "-id3v2_version",
                "0",
                "-write_id3v1",
                "0",
                "-write_xing",
                "1",
                "-f",
                "mp3",
                "-y",
                "file:" + mp3.toAbsolutePath()));
        arguments.addAll(TELLING_PROGRESS);
        return arguments;
    }

    private String demuxer() {
        return switch (format) {
            case ISO_BASE_MEDIA -> "mov";
            case MATROSKA -> "matroska";
        };
    }
}

package org.soundlift.converter.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.soundlift.core.media.MediaFormat;

/**
 * Decodes a sound track of its input to a WAVE stream of 32-bit floats, in the channels that it has. Nothing of it is cut off, whatever the input says of delay and padding.
 *
 * @param format of the input. Only its demuxer is enabled, and only the protocol {@code pipe}: FFmpeg would otherwise take a
 *     playlist for a video and open the files that it names
 * @param stream its index in the input; empty: the first sound track
 * @param fillsGaps whether silence takes the place of what can't be decoded, by the times of the input
 * @param stereo a filter that makes two channels of all that come, where these change on the way
 * @param rates the sample rates that the result may have, Hz: the nearest is taken; empty: that of the input
 * @param longest output; the run stops one second later, so that an overrun is seen; empty: all of the input
 */
public record Decoding(
        MediaFormat format,
        OptionalInt stream,
        boolean fillsGaps,
        Optional<String> stereo,
        List<Integer> rates,
        Optional<Duration> longest)
        implements Command {
    private static final String MAX_ALLOCATION_BYTES = Integer.toString(512 << 20);
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

    /** Any jump of the times of more than a millisecond: they are exact, and no access unit is that short. */
    private static final String FILL_GAPS = "aresample=async=1:min_hard_comp=0.001:first_pts=0";

    public Decoding {
        rates = List.copyOf(rates);
    }

    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(confinedInput());
        arguments.addAll(List.of("-guess_layout_max", "2")); // More channels without a layout have none.
        if (format == MediaFormat.ISO_BASE_MEDIA) { // The tables have told which samples are skipped.
            arguments.addAll(List.of("-flags2", "+skip_manual"));
        }
        arguments.addAll(List.of("-f", demuxer(format), "-i", "pipe:0"));
        String track = stream.isPresent() ? "0:" + stream.getAsInt() : "0:a:0";
        arguments.addAll(List.of("-map", track, "-map_metadata", "-1", "-map_chapters", "-1", "-vn", "-sn", "-dn"));
        longest.ifPresent(length -> arguments.addAll(List.of("-t", Long.toString(length.toSeconds() + 1))));
        // Not flushed after each packet: larger pieces wake the reader less often.
        arguments.addAll(List.of("-af", filters(), "-c:a", "pcm_f32le", "-fflags", "+bitexact", "-flush_packets", "0"));
        arguments.addAll(List.of("-f", "wav", "pipe:1"));
        return arguments;
    }

    /** The options of an input from a stranger. */
    static List<String> confinedInput() {
        return List.of(
                "-max_alloc",
                MAX_ALLOCATION_BYTES,
                "-protocol_whitelist",
                "pipe",
                "-format_whitelist",
                DEMUXERS,
                "-codec_whitelist",
                DECODERS,
                "-max_streams",
                "32");
    }

    private String filters() {
        List<String> filters = new ArrayList<>();
        if (fillsGaps) {
            filters.add(FILL_GAPS);
        }
        stereo.ifPresent(filters::add);
        if (!rates.isEmpty()) {
            filters.add("aformat=sample_rates="
                    + rates.stream().map(String::valueOf).collect(Collectors.joining("|")));
        }
        if (filters.isEmpty()) {
            filters.add("anull");
        }
        return String.join(",", filters);
    }

    @Override
    public String logLevel() {
        return "repeat+level+verbose";
    }

    static String demuxer(MediaFormat format) {
        return switch (format) {
            case ISO_BASE_MEDIA -> "mov";
            case MATROSKA -> "matroska";
        };
    }
}

package org.soundlift.converter.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.MediaFormat;

/**
 * Decodes the first sound track of its input to a WAVE stream of 32-bit floats, at a sample rate and in a number of channels that
 * MP3 has.
 *
 * @param format of the input. Only its demuxer is enabled, and only the protocol {@code pipe}: FFmpeg would otherwise take a
 *     playlist for a video and open the files that it names
 * @param channels of the output; empty: as many as the input, at most 2
 * @param maxDuration longest output; the run stops one second later, so that an overrun is seen
 */
public record Decoding(MediaFormat format, Optional<AudioOptions.Channels> channels, Duration maxDuration)
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

    /** As FFmpeg itself would choose for its LAME: the nearest rate, and two channels where there are more. */
    private static final String AS_FOR_MP3 =
            "aformat=sample_rates=44100|48000|32000|22050|24000|16000|11025|12000|8000:channel_layouts=mono|stereo";

    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-max_alloc", MAX_ALLOCATION_BYTES));
        arguments.addAll(List.of("-protocol_whitelist", "pipe", "-format_whitelist", DEMUXERS));
        arguments.addAll(List.of("-codec_whitelist", DECODERS, "-max_streams", "32"));
        arguments.addAll(List.of("-f", demuxer(), "-i", "pipe:0"));
        arguments.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-vn", "-sn", "-dn"));
        channels.ifPresent(c -> arguments.addAll(List.of("-ac", Integer.toString(c.count()))));
        arguments.addAll(List.of("-t", Long.toString(maxDuration.toSeconds() + 1)));
        // Not flushed after each packet: larger pieces wake the reader less often.
        arguments.addAll(
                List.of("-af", AS_FOR_MP3, "-c:a", "pcm_f32le", "-fflags", "+bitexact", "-flush_packets", "0"));
        arguments.addAll(List.of("-f", "wav", "pipe:1"));
        return arguments;
    }

    @Override
    public Duration longestStandstill() {
        return Duration.ofSeconds(60);
    }

    /** A store that does not answer has failed. */
    @Override
    public boolean mayWaitForInput() {
        return false;
    }

    private String demuxer() {
        return switch (format) {
            case ISO_BASE_MEDIA -> "mov";
            case MATROSKA -> "matroska";
        };
    }
}

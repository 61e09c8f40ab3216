package org.soundlift.converter.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.soundlift.converter.mp3.EncoderSettings;

/** Encodes a WAVE stream of 32-bit floats, of any length, to MP3 frames and nothing else: no ID3 tag, no Xing tag. */
public record Encoding(EncoderSettings settings) implements Command {
    /** Of one packet, which is encoded when it is whole: eight times the default, for each packet costs FFmpeg the same. */
    public static final int PACKET_BYTES = 32 << 10;

    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-protocol_whitelist", "pipe", "-format_whitelist", "wav"));
        arguments.addAll(List.of("-codec_whitelist", "pcm_f32le"));
        arguments.addAll(List.of(
                "-ignore_length", "1", "-max_size", Integer.toString(PACKET_BYTES), "-f", "wav", "-i", "pipe:0"));
        arguments.addAll(List.of("-map_metadata", "-1", "-c:a", "libmp3lame"));
        arguments.addAll(rate());
        if (!settings.useReservoir()) {
            arguments.addAll(List.of("-reservoir", "0"));
        }
        arguments.addAll(List.of("-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0"));
        arguments.addAll(List.of("-flush_packets", "1", "-f", "mp3", "pipe:1"));
        return arguments;
    }

    @Override
    public String logLevel() {
        return "repeat+level+warning";
    }

    /** Less than that of the decoder before it, which would be blamed otherwise. */
    @Override
    public Duration longestStandstill() {
        return Duration.ofSeconds(45);
    }

    /** The decoder, or the next chunk, decides when there is input. */
    @Override
    public boolean mayWaitForInput() {
        return true;
    }

    private List<String> rate() {
        String value = Integer.toString(settings.value());
        return switch (settings.control()) {
            case VARIABLE -> List.of("-q:a", value);
            case CONSTANT -> List.of("-b:a", value + "k");
            case AVERAGE -> List.of("-abr", "1", "-b:a", value + "k");
        };
    }
}

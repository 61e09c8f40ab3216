package org.soundlift.converter.lift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.coded.VorbisSetup;
import org.soundlift.mp4.label.ResultLabels;

/** Writes a sound that was lifted out of its source. */
public final class LiftedSound {
    private LiftedSound() {}

    /**
     * Writes the whole file of the codec's own kind.
     *
     * @param id3 the same labels as an ID3 tag, for files that have no other place for a cover
     * @throws IllegalArgumentException if the codec has none
     */
    public static void write(CodedSound sound, ResultLabels labels, byte[] id3, OutputStream out) throws IOException {
        switch (sound.coding()) {
            case Coding.Opus(var configuration) -> new OggOpusFile(sound).writeTo(out, configuration, labels);
            case Coding.Vorbis(VorbisSetup setup) -> new OggVorbisFile(sound).writeTo(out, setup, labels);
            case Coding.Flac(var blocks) -> FlacFile.write(sound, blocks, labels, out);
            case Coding.Frames frames -> {
                if (frames.type() == AudioFileType.MP3) {
                    out.write(id3);
                }
                out.write(frames.magic().getBytes(ISO_8859_1));
                try (InputStream in = sound.packets().open()) {
                    in.transferTo(out);
                }
            }
            case Coding.Uncompressed pcm -> {
                WaveFile wave = new WaveFile(pcm.inWave(), sound.sampleRate(), sound.channels(), sound.layout());
                long bytes = sound.playedSamples() * wave.frameBytes();
                ByteBuffer tail = wave.tail(bytes, labels, id3);
                WritableByteChannel channel = Channels.newChannel(out);
                channel.write(wave.head(bytes, tail));
                try (InputStream in = sound.packets().open()) {
                    new PcmStream(pcm, sound.channels(), in, out)
                            .write(sound.playback().steps());
                }
                channel.write(tail);
            }
            case Coding.Boxed _ -> throw new IllegalArgumentException("it has no file of its own");
        }
    }
}

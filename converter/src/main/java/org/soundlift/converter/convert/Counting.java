package org.soundlift.converter.convert;

import java.io.IOException;
import java.time.Duration;
import org.soundlift.converter.encoder.EncoderFault;
import org.soundlift.converter.level.Measuring;
import org.soundlift.converter.sound.Treatment;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.options.Channels;
import org.soundlift.mp4.timeline.Ticks;

/** Counts the samples of sound whose length no table tells, by decoding it. */
record Counting(SoundDecoder decoder) {
    Duration length(Conversion conversion) throws IOException, ConversionException, InterruptedException {
        try {
            SoundDecoder.Run run = new SoundDecoder.Run(Treatment.none(Channels.SOURCE), Measuring.NOTHING, 0, 0);
            SoundDecoder.Decoded<Duration> counted = decoder.decode(conversion, run, (pcm, _) -> {
                pcm.drain();
                return Ticks.toDuration(pcm.samples(), pcm.sampleRate());
            });
            return counted.made().orElseThrow(counted.ffmpeg()::failure);
        } catch (EncoderFault e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}

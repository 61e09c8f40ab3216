package org.soundlift.app.command.convert;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.soundlift.app.remote.RemoteMaker;
import org.soundlift.app.remote.RemoteServer;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.wiring.Wiring;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.files.LocalMaker;
import org.soundlift.converter.files.Maker;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Format;
import picocli.CommandLine.ParseResult;

/**
 * Chooses who makes the results: this machine, or a server.
 *
 * @param parsed the arguments of the command
 * @param longest audio that is converted; empty: any
 */
record Makers(ParseResult parsed, Optional<Duration> longest) {
    /** More would only share the line. */
    private static final int SENT_AT_A_TIME = 2;

    /** @param slots videos at a time */
    record Chosen(Maker maker, int slots) {}

    /** @throws UnusableException if the flags contradict each other */
    Chosen choose(AudioOptions options, ServerFlags flags, Lines lines)
            throws IOException, InterruptedException, UnusableException {
        Optional<RemoteServer> server = flags.server(lines::say);
        GivenLabels given = SoundFlags.given(parsed);
        Converter converter = Wiring.converter(new Settings(System.getenv(), Map.of()), longest);
        if (server.isEmpty()) {
            return new Chosen(
                    new LocalMaker(converter, given), Runtime.getRuntime().availableProcessors());
        }
        if (options.format() == Format.ORIGINAL) {
            throw new UnusableException("--format original needs no server: leave out --server.");
        }
        RemoteMaker.LabelFiles labels = new RemoteMaker.LabelFiles(SoundFlags.files(parsed), given);
        return new Chosen(
                new RemoteMaker(server.get(), converter, labels, flags.sendsWhole(), lines::note), SENT_AT_A_TIME);
    }
}

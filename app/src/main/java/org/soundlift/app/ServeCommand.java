package org.soundlift.app;

import io.javalin.util.JavalinBindException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Runs the service until the process is told to end. */
@Command(
        name = "serve",
        description = "Runs the service with its web page. Every option can be set as an environment variable too:"
                + " --max-upload-bytes is SOUNDLIFT_MAX_UPLOAD_BYTES.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static void addFlags(CommandSpec spec) {
        for (Setting<?> setting : Settings.ALL) {
            boolean isSwitch = setting.form().equals("true or false");
            spec.addOption(OptionSpec.builder(setting.flag())
                    .type(String.class)
                    .arity(isSwitch ? "0..1" : "1")
                    .fallbackValue("true")
                    .paramLabel(isSwitch ? "true|false" : "VALUE")
                    .description(setting.sentence()
                            + (setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback()))
                    .build());
        }
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = new Settings(System.getenv(), flags());
        Soundlift soundlift = Wiring.everything(settings);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> close(soundlift, ended)));
        try {
            soundlift.start();
        } catch (JavalinBindException e) {
            throw new SettingsException("Can't listen on " + settings.get(Settings.BIND) + ":"
                    + settings.get(Settings.PORT) + ", perhaps another program does. Choose another port with "
                    + Settings.PORT.flag() + ".");
        }
        System.out.println("Soundlift is ready at " + address(settings, soundlift.port()) + " (" + soundlift.parts()
                + ", " + settings.get(Settings.CONVERTER_SLOTS) + " at a time, data in " + settings.data() + ")");
        ended.await();
        return 0;
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        var parsed = spec.commandLine().getParseResult();
        for (Setting<?> setting : Settings.ALL) {
            String value = parsed.matchedOptionValue(setting.flag(), null);
            if (value != null) {
                flags.put(setting.flag(), value);
            }
        }
        return flags;
    }

    private static String address(Settings settings, int port) {
        String bind = settings.get(Settings.BIND);
        String host = bind.equals("127.0.0.1") || bind.equals("0.0.0.0") ? "localhost" : bind;
        return settings.get(Settings.PUBLIC_URL)
                .map(Object::toString)
                .orElse("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private static void close(Soundlift soundlift, CountDownLatch ended) {
        try {
            soundlift.close();
        } catch (Exception e) {
            LOG.error("Could not end cleanly", e);
        } finally {
            ended.countDown();
        }
    }
}

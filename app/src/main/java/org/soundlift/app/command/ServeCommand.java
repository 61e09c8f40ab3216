package org.soundlift.app.command;

import io.javalin.util.JavalinBindException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.app.figures.FolderSize;
import org.soundlift.app.settings.AccountSettings;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.settings.UnknownVariables;
import org.soundlift.app.systemd.ServiceManager;
import org.soundlift.app.wiring.Soundlift;
import org.soundlift.app.wiring.Wiring;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.administration.Administration;
import org.soundlift.gateway.access.AccountMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the service until the process is told to end. */
@Command(
        name = "serve",
        description = "Runs the service with its web page. Every option can be set as an environment variable too:"
                + " --max-upload-bytes is SOUNDLIFT_MAX_UPLOAD_BYTES.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description =
                    "What to run in this process: gateway, auth, converter, notification. Without it, everything.")
    private List<ServiceName> roles = List.of();

    @Override
    public Integer call() throws Exception {
        Settings settings = SettingFlags.settings(spec);
        ServiceLog log = ServiceLog.of(settings);
        UnknownVariables.warnings(settings.environment()).forEach(LOG::warn);
        Set<ServiceName> chosen = roles.isEmpty() ? ServiceName.ALL : EnumSet.copyOf(roles);
        Soundlift soundlift = Wiring.services(settings, chosen);
        CountDownLatch ended = new CountDownLatch(1);
        ServiceManager manager = ServiceManager.of(settings.environment());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            manager.stopping();
            close(soundlift, ended);
        }));
        try {
            soundlift.start();
        } catch (JavalinBindException e) {
            throw new SettingsException("Can't listen on " + settings.get(ServiceSettings.BIND) + ":"
                    + settings.get(ServiceSettings.PORT) + ": " + reason(e) + ". Choose another port with "
                    + ServiceSettings.PORT.flag() + ".");
        }
        if (soundlift.administration().isPresent()) {
            welcome(soundlift.administration().get(), settings, log);
        }
        Path data = settings.data().toAbsolutePath().normalize();
        if (settings.get(ServiceSettings.DATA).isEmpty()
                && settings.usualData().earlier().isPresent()) {
            log.say("The folder data is here from an earlier start, and is used. Another one is named with "
                    + ServiceSettings.DATA.flag() + ".");
        }
        log.say("Soundlift is ready at " + url(settings, chosen, soundlift.port()) + " (" + soundlift.parts()
                + ", listening on " + settings.get(ServiceSettings.BIND) + ":" + soundlift.port() + ", data in "
                + data + FolderSize.of(data).map(size -> ", " + size).orElse("") + ")");
        manager.ready("listening on " + settings.get(ServiceSettings.BIND) + ":" + soundlift.port());
        ended.await();
        return 0;
    }

    /** Ports below 1024 are the system's; others may be taken. */
    private static String reason(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .map(cause -> String.valueOf(cause.getMessage()))
                .reduce((_, deepest) -> deepest)
                .orElse("unknown");
    }

    /** Makes the first account where there is none, or prints the command that makes it. */
    private static void welcome(Administration administration, Settings settings, ServiceLog log)
            throws Administration.RefusedException {
        if (!administration.isEmpty()) {
            return;
        }
        var email = settings.get(AccountSettings.ADMIN_EMAIL);
        if (email.isPresent()) {
            var made = administration.add(email.get().text(), org.soundlift.core.account.Role.ADMIN, Optional.empty());
            System.out.println("The first administrator is " + email.get() + " with the password "
                    + made.generated().orElseThrow()
                    + ", which is shown only now and must be changed at the first login, within "
                    + Accounts.ONE_TIME_PASSWORD.toDays() + " days.");
        } else if (settings.get(AccountSettings.AUTH) == AccountMode.REQUIRED) {
            log.say("There are no accounts yet. Make the first administrator with:"
                    + " ./soundlift accounts add EMAIL --admin"
                    + (settings.get(MessagingSettings.DATABASE_URL).isPresent()
                            ? ""
                            : " --data " + settings.data().toAbsolutePath().normalize()));
        }
    }

    /** Users reach the gateway alone, so the public URL leads to it. */
    private static String url(Settings settings, Set<ServiceName> roles, int port) {
        String bind = settings.get(ServiceSettings.BIND);
        String host = bind.equals("127.0.0.1") || bind.equals("0.0.0.0") ? "localhost" : bind;
        return settings.get(ServiceSettings.PUBLIC_URL)
                .filter(_ -> roles.contains(ServiceName.GATEWAY))
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

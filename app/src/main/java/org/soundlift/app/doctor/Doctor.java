package org.soundlift.app.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.soundlift.app.settings.ConverterSettings;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.NotificationSettings;
import org.soundlift.app.settings.SafetyCheck;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.settings.UnknownVariables;
import org.soundlift.app.wiring.AccountWiring;
import org.soundlift.app.wiring.NotificationWiring;
import org.soundlift.app.wiring.QueueWiring;
import org.soundlift.app.wiring.ServiceConfigs;
import org.soundlift.app.wiring.Wiring;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.converter.sandbox.SandboxMode;
import org.soundlift.core.service.Finding;

/** Examines every part that is configured, each by itself, so that one that is broken hides no other. */
public final class Doctor {
    private final Settings settings;
    private final Set<ServiceName> roles;
    private final List<Finding> findings = new ArrayList<>();

    /** @param roles the services that are examined */
    public Doctor(Settings settings, Set<ServiceName> roles) {
        this.settings = settings;
        this.roles = complete(settings, roles);
    }

    private static Set<ServiceName> complete(Settings settings, Set<ServiceName> roles) {
        try {
            return ServiceName.complete(roles, settings.get(MessagingSettings.QUEUE));
        } catch (SettingsException e) {
            return roles; // The examination of the settings tells.
        }
    }

    /** Returns what was found. Folders that were made for it, and are empty, are removed. */
    public List<Finding> examine() {
        Path data = settings.data().toAbsolutePath().normalize();
        Optional<Path> missing = Stream.iterate(data, Objects::nonNull, Path::getParent)
                .takeWhile(folder -> !Files.exists(folder))
                .reduce((_, above) -> above);
        List<Finding> all = examineAll();
        missing.ifPresent(Doctor::removeEmptyFolders);
        return all;
    }

    private static void removeEmptyFolders(Path top) {
        try (Stream<Path> folders = Files.walk(top)) {
            folders.sorted(Comparator.reverseOrder())
                    .map(Path::toFile)
                    .filter(File::isDirectory)
                    .forEach(File::delete); // It fails on folders that are not empty.
        } catch (IOException e) {
            // They are harmless.
        }
    }

    private List<Finding> examineAll() {
        examine("settings", this::settings);
        examine("Java", StartCheck.ofThisProcess()::examine);
        examine("data folder", new DataFolderCheck(settings)::examine);
        if (has(ServiceName.GATEWAY) || has(ServiceName.AUTH)) {
            examine("port", new PortCheck(settings)::examine);
            examine("database", () -> new DatabaseCheck(settings, roles).examine());
            examine("accounts", () -> AccountWiring.examineRemote(settings, roles));
        }
        if (has(ServiceName.GATEWAY) || has(ServiceName.CONVERTER) || has(ServiceName.NOTIFICATION)) {
            examine("broker", () -> QueueWiring.examine(settings, Wiring.CLOCK));
        }
        if (has(ServiceName.GATEWAY) || has(ServiceName.CONVERTER)) {
            examine("storage", () -> new StoreCheck(settings, roles).examine());
        }
        if (has(ServiceName.CONVERTER)) {
            examine("FFmpeg", this::ffmpeg);
        }
        if (has(ServiceName.NOTIFICATION)) {
            examine("mail", this::mail);
        }
        if (has(ServiceName.GATEWAY)) {
            examine("public URL", () -> new PublicUrlCheck(settings).examine());
        }
        return findings;
    }

    private boolean has(ServiceName role) {
        return roles.contains(role);
    }

    private List<Finding> mail() {
        return List.of(NotificationWiring.examine(settings)
                .orElseGet(() -> Finding.ok(
                        "mail", "none is sent: " + NotificationSettings.SMTP_URL.variable() + " is not set")));
    }

    /** Whatever an examination runs into is a finding too. */
    private void examine(String part, Supplier<List<Finding>> examination) {
        try {
            findings.addAll(examination.get());
        } catch (RuntimeException e) {
            findings.add(Finding.error(
                    part, e instanceof SettingsException ? String.valueOf(e.getMessage()) : e.toString()));
        }
    }

    private List<Finding> settings() {
        Settings.ALL.forEach(settings::get);
        SafetyCheck.requireSafe(settings, ServiceName.complete(roles, settings.get(MessagingSettings.QUEUE)));
        List<Finding> found = new ArrayList<>(List.of(Finding.ok("settings", "can all be read")));
        UnknownVariables.warnings(settings.environment())
                .forEach(warning -> found.add(Finding.warning("settings", warning)));
        return found;
    }

    private List<Finding> ffmpeg() {
        SandboxMode mode = settings.get(ConverterSettings.SANDBOX);
        try {
            SandboxedFfmpeg found = SandboxedFfmpeg.find(new ServiceConfigs(settings).ffmpeg(), mode);
            Ffmpeg ffmpeg = found.ffmpeg();
            Finding which = Finding.ok(
                    "FFmpeg",
                    ffmpeg.version() + " with LAME " + ffmpeg.lame() + " at " + ffmpeg.program() + ", on "
                            + Runtime.getRuntime().availableProcessors() + " cores");
            return List.of(which, sandbox(mode, found));
        } catch (IOException e) {
            return List.of(Finding.error("FFmpeg", String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Finding sandbox(SandboxMode mode, SandboxedFfmpeg found) {
        if (mode == SandboxMode.OFF) {
            return Finding.warning(
                    "sandbox", "is switched off: a video that takes FFmpeg over has all that this service has");
        }
        return found.warning()
                .map(warning -> Finding.warning("sandbox", warning))
                .orElseGet(() ->
                        Finding.ok("sandbox", "tried: FFmpeg can open no other file and no connection, nor take 2 GB"));
    }
}

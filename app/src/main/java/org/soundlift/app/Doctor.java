package org.soundlift.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.converter.sandbox.SandboxMode;
import org.soundlift.core.service.Finding;

/** Examines every part that is configured, each by itself, so that one that is broken hides no other. */
final class Doctor {
    /** Below this, uploads begin to be refused (the stores' reserve). */
    private static final long LITTLE_ROOM_BYTES = 1L << 30;

    private final Settings settings;
    private final Set<Role> roles;
    private final List<Finding> findings = new ArrayList<>();

    /** @param roles whose settings are examined */
    Doctor(Settings settings, Set<Role> roles) {
        this.settings = settings;
        this.roles = complete(settings, roles);
    }

    private static Set<Role> complete(Settings settings, Set<Role> roles) {
        try {
            return Role.complete(roles, settings.get(Settings.QUEUE));
        } catch (SettingsException e) {
            return roles; // The examination of the settings tells.
        }
    }

    List<Finding> examine() {
        examine("settings", this::settings);
        examine("data folder", this::dataFolder);
        if (has(Role.GATEWAY) || has(Role.AUTH)) {
            examine("database", () -> new DatabaseExamination(settings, roles).examine());
            examine("accounts", () -> AccountWiring.examineRemote(settings, roles));
        }
        if (has(Role.GATEWAY) || has(Role.CONVERTER) || has(Role.NOTIFICATION)) {
            examine("broker", () -> QueueWiring.examine(settings, Wiring.CLOCK));
        }
        if (has(Role.GATEWAY) || has(Role.CONVERTER)) {
            examine("storage", () -> new StoreExamination(settings, roles).examine());
        }
        if (has(Role.CONVERTER)) {
            examine("FFmpeg", this::ffmpeg);
        }
        if (has(Role.NOTIFICATION)) {
            examine("mail", this::mail);
        }
        if (has(Role.GATEWAY)) {
            examine("public address", () -> new PublicUrlExamination(settings).examine());
        }
        return findings;
    }

    private boolean has(Role role) {
        return roles.contains(role);
    }

    private List<Finding> mail() {
        return List.of(NotificationWiring.examine(settings)
                .orElseGet(() -> Finding.ok("mail", "none is sent: " + Settings.SMTP_URL.variable() + " is not set")));
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
        Exposure.requireSafe(settings, Role.complete(roles, settings.get(Settings.QUEUE)));
        return List.of(Finding.ok("settings", "can all be read"));
    }

    private List<Finding> dataFolder() {
        Path folder = settings.data().toAbsolutePath().normalize();
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isWritable(existing)) {
            return List.of(Finding.error(
                    "data folder",
                    "can't write to " + existing + ": change its owner, or choose another with "
                            + Settings.DATA.flag()));
        }
        File disk = existing.toFile();
        if (disk.getTotalSpace() == 0) {
            return List.of(Finding.warning("data folder", folder + ", whose free space this system does not know"));
        }
        String room =
                folder + ", " + gigabytes(disk.getUsableSpace()) + " of " + gigabytes(disk.getTotalSpace()) + " free";
        return List.of(
                disk.getUsableSpace() < LITTLE_ROOM_BYTES
                        ? Finding.error("data folder", room + ": make room, or uploads are refused")
                        : disk.getUsableSpace() < settings.get(UploadSettings.MAX_UPLOAD_BYTES)
                                ? Finding.warning(
                                        "data folder", room + ": less than the largest video that is accepted")
                                : Finding.ok("data folder", room));
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private List<Finding> ffmpeg() {
        SandboxMode mode = settings.get(ConverterSettings.SANDBOX);
        try {
            SandboxedFfmpeg found = SandboxedFfmpeg.find(new ConverterSettings(settings).ffmpeg(), mode);
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

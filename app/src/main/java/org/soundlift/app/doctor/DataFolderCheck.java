package org.soundlift.app.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.soundlift.app.figures.Figures;
import org.soundlift.app.figures.FolderSize;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.UploadSettings;
import org.soundlift.app.wiring.DataFolder;
import org.soundlift.app.wiring.SqliteDatabase;
import org.soundlift.converter.files.WorkFolder;
import org.soundlift.core.service.Finding;

/** Writes into the data folder, and a database too, as a start would; removes what it made. */
record DataFolderCheck(Settings settings) {
    /** Below this, uploads begin to be refused (the stores' reserve). */
    private static final long LITTLE_ROOM_BYTES = 1L << 30;

    List<Finding> examine() {
        Path folder = settings.data().toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            return written(folder);
        } catch (IOException e) {
            return List.of(Finding.error("data folder", DataFolder.unusable(folder, e)));
        }
    }

    private List<Finding> written(Path folder) throws IOException {
        List<Finding> findings = new ArrayList<>(List.of(room(folder)));
        try (WorkFolder trial = new WorkFolder(Files.createTempDirectory(folder, ".doctor-"))) {
            Files.writeString(trial.path().resolve("file"), "written");
            if (settings.get(MessagingSettings.DATABASE_URL).isEmpty()) {
                SqliteDatabase.tryOut(trial.path().resolve("trial.db"));
            }
        } catch (SQLException e) {
            findings.add(Finding.error("SQLite", "can't write a database in " + folder + ": " + e.getMessage()));
        } catch (LinkageError e) {
            findings.add(Finding.error(
                    "SQLite", "its library can't be loaded from " + System.getProperty("java.io.tmpdir") + ": " + e));
        }
        return findings;
    }

    private Finding room(Path folder) {
        File disk = folder.toFile();
        if (disk.getTotalSpace() == 0) {
            return Finding.warning("data folder", folder + ", whose free space this system does not know");
        }
        String room =
                folder + FolderSize.of(folder).map(size -> ", takes " + size).orElse("") + ", "
                        + Figures.size(disk.getUsableSpace()) + " of " + Figures.size(disk.getTotalSpace()) + " free";
        if (disk.getUsableSpace() < LITTLE_ROOM_BYTES) {
            return Finding.error("data folder", room + ": make room, or uploads are refused");
        }
        return disk.getUsableSpace() < settings.get(UploadSettings.MAX_UPLOAD_BYTES)
                ? Finding.warning("data folder", room + ": less than the largest video that is accepted")
                : Finding.ok("data folder", room);
    }
}

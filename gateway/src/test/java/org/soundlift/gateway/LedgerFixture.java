package org.soundlift.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.ResultEncoder;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Ledger.NewJob;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.Sweeper;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Jobs for tests, and a database for them. */
public final class LedgerFixture {
    public static final Owner ADA = account("a", "ada@example.org");
    public static final Owner BOB = account("b", "bob@example.org");
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    public static final Job.Video VIDEO = new Job.Video("Zażółć 🎵.mp4", 1_234, Optional.empty());
    public static final Job.Order ORDER = new Job.Order(AudioOptions.DEFAULT, Optional.empty());
    public static final ResultSummary RESULT = result(Duration.ofMillis(2_500));

    /** A result of that length. */
    public static ResultSummary result(Duration length) {
        return new ResultSummary(
                99,
                length,
                190_000,
                44_100,
                2,
                ResultEncoder.LAME,
                Optional.of("ffmpeg 7.1"),
                "ab".repeat(32),
                List.of(new Warning(Warning.Code.SOURCE_INCOMPLETE, "The recording ends at 7.0 s.")),
                SoundFacts.NONE);
    }

    /** No upload in pieces. */
    public static final Sweeper.Arriving NOTHING_ARRIVES = new Sweeper.Arriving() {
        @Override
        public void forgetOld(MediaStore store) {}

        @Override
        public boolean isAwaited(MediaId media) {
            return false;
        }
    };

    private LedgerFixture() {}

    public static Owner account(String digit, String email) {
        return new Owner.Account(new AccountId(digit.repeat(32)), email);
    }

    public static NewJob newJob(Owner owner) {
        return new NewJob(JobId.random(), owner, VIDEO, ORDER);
    }

    /** Returns a new SQLite database with the tables of the ledger. */
    public static DataSource sqlite(Path folder) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        GatewaySchema.migrate(database);
        return database;
    }
}

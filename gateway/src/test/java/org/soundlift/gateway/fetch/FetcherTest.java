package org.soundlift.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BOB;
import static org.soundlift.gateway.LedgerFixture.ORDER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.support.FileServer;
import org.soundlift.gateway.LedgerFixture;
import org.soundlift.gateway.ledger.Fetches;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents;
import org.soundlift.gateway.ledger.JobFilter;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.LedgerUpdates;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.ProgressBoard;
import org.soundlift.gateway.upload.AccountLimits;
import org.soundlift.gateway.upload.OwnerLimits;
import org.soundlift.gateway.upload.UploadLimits;
import org.soundlift.gateway.upload.UploadQuota;
import org.soundlift.http.outgoing.PublicAddresses;

/** Videos that are fetched whole; that of ISO base media the sound alone is fetched is tested end to end. */
class FetcherTest {
    private static final int BYTES = 9_000_000;
    private static final int MOST_BYTES = 10_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final RecordingWorkQueue<ConversionFinished> announced = new RecordingWorkQueue<>();
    private final InMemoryMediaStore store = new InMemoryMediaStore();
    private FileServer files;
    private Ledger ledger;
    private Fetches fetches;
    private Fetcher fetcher;
    private Path video;

    @BeforeEach
    void start() throws IOException {
        files = new FileServer();
        Clock clock = Clock.systemUTC();
        Jdbi jdbi = Jdbi.create(LedgerFixture.sqlite(folder));
        ledger = new Ledger(jdbi, clock, true);
        UploadLimits limits =
                new UploadLimits(MOST_BYTES, 10, new OwnerLimits(100, 3L * BYTES, 1_000), 100, Optional.empty());
        UploadQuota quota =
                new UploadQuota(limits, new AccountLimits(jdbi, limits.owner()), ledger.jobs(), clock, _ -> 0);
        // One address of this machine is public here, and the others are not.
        PublicAddresses addresses = new PublicAddresses(List.of("127.0.0.1"));
        announced.subscribe(1, new LedgerUpdates(ledger, store, new ProgressBoard(), new JobEvents()));
        fetches = new Fetches(jdbi, ledger, clock);
        fetcher = new Fetcher(fetches, store, quota, this::announce, addresses);
        ledger.listen(fetcher);
        fetcher.start();
        video = matroska("video.mkv", BYTES);
    }

    private void announce(ConversionFinished finished) {
        announced.publish(finished);
        try {
            announced.deliver(finished);
        } catch (Exception e) { // A consumer of a queue may throw any.
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        fetcher.close();
        files.close();
    }

    private Path matroska(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        System.arraycopy(new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3}, 0, content, 0, 4);
        return Files.write(folder.resolve(name), content);
    }

    private Job accept(Owner owner, String url) {
        return ledger.accept(
                new Ledger.NewJob(JobId.random(), owner, new Job.Video("name.mkv", new WebUrl(url)), ORDER),
                Optional.empty());
    }

    private Job await(Job job, Predicate<Job> state) {
        return Awaitility.await().atMost(PATIENCE).until(() -> find(job), state);
    }

    private Job find(Job job) {
        return ledger.jobs().find(job.id()).orElseThrow();
    }

    private Job fetched(String url) {
        Job job = await(
                accept(ADA, url), j -> j.video().fetch().isEmpty() || j.status().isFinal());
        assertThat(job.failure()).isEmpty();
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        return job;
    }

    private void requireWhole(Job job) throws IOException {
        assertThat(job.video().bytes()).isEqualTo(BYTES);
        assertThat(store.read(job.id().video(), 0, BYTES).readAllBytes()).isEqualTo(Files.readAllBytes(video));
    }

    private void requireFailure(String url, FailureCode code, String detail) {
        Job job = await(accept(ADA, url), j -> j.status().isFinal());
        assertThat(job.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.detail()).contains(detail);
        });
        assertThat(store.size(job.id().video())).isEmpty();
    }

    @Test
    void videoIsFetchedByItsParts() throws IOException {
        requireWhole(fetched(files.serve("/a.mkv", video)));
        assertThat(files.requests()).isEqualTo(1 + (BYTES + Block.MOST - 1) / Block.MOST);
        assertThat(files.sentBytes()).isEqualTo(BYTES);
    }

    @Test
    void videoIsFetchedAtOnceWhereThereAreNoParts() throws IOException {
        files.withoutRanges();
        requireWhole(fetched(files.serve("/a.mkv", video)));
        assertThat(files.requests()).isOne();
    }

    @Test
    void connectionsThatAreLostAreMadeAgain() throws IOException {
        files.fail(1);
        files.cut(1);
        requireWhole(fetched(files.serve("/a.mkv", video)));
        files.withoutRanges();
        files.cut(1);
        requireWhole(fetched(files.serve("/b.mkv", video)));
    }

    @Test
    void fileThatChangesIsFetchedAnew() throws IOException {
        Path other = matroska("other.mkv", BYTES - 10);
        files.slow(300_000);
        Job job = accept(ADA, files.serve("/a.mkv", other));
        await(job, j -> j.video().fetch().filter(fetch -> fetch.bytes() > 0).isPresent());
        files.serve("/a.mkv", video);
        files.slow(0);
        requireWhole(await(job, j -> j.video().fetch().isEmpty()));
    }

    @Test
    void redirectsAreFollowedSomeTimes() throws IOException {
        files.serve("/a.mkv", video);
        for (int i = 1; i <= 6; i++) {
            files.redirect("/" + i, i == 1 ? "a.mkv" : "/" + (i - 1) + "#x");
        }
        requireWhole(fetched(files.url("/5")));
        requireFailure(files.url("/6"), FailureCode.URL_UNREACHABLE, "redirects more than 5 times");
        requireFailure(files.redirect("/file", "file:///etc/passwd"), FailureCode.URL_UNREACHABLE, "invalid URL");
    }

    @Test
    void addressesThatAreNotPublicAreNotReached() throws IOException {
        String port = files.url("").replaceFirst(".*:", ":");
        files.serve("/a.mkv", video);
        requireFailure("http://127.0.0.2" + port + "/a.mkv", FailureCode.URL_UNREACHABLE, "no public address");
        requireFailure("http://[::1]" + port + "/a.mkv", FailureCode.URL_UNREACHABLE, "no public address");
        requireFailure(
                files.redirect("/there", "http://127.0.0.2" + port + "/a.mkv"),
                FailureCode.URL_UNREACHABLE,
                "no public address");
        assertThat(files.sentBytes()).isZero();
    }

    @Test
    void refusalsSayWhy() throws IOException {
        requireFailure(files.url("/none"), FailureCode.URL_UNREACHABLE, "answers 404");
        Path page = Files.writeString(folder.resolve("page"), "<!doctype html><title>A video</title>");
        requireFailure(files.serve("/page", page), FailureCode.UNSUPPORTED_MEDIA_TYPE, "");
        requireFailure(
                files.serve("/empty", Files.createFile(folder.resolve("empty"))), FailureCode.EMPTY_FILE, "empty");
        Path large = matroska("large.mkv", MOST_BYTES + 1);
        requireFailure(files.serve("/large", large), FailureCode.FILE_TOO_LARGE, String.valueOf(MOST_BYTES));
        assertThat(files.sentBytes()).as("heads").isLessThan(4L * RemoteVideo.HEAD_BYTES);
    }

    @Test
    void addressesThatAreNoneAreRefused() {
        requireFailure("http://[1]/a.mkv?secret", FailureCode.URL_UNREACHABLE, "http://[1] is no");
        requireFailure(files.redirect("/port", "http://127.0.0.1:99999/"), FailureCode.URL_UNREACHABLE, "invalid URL");
        assertThat(announced.published()).hasSize(2);
    }

    @Test
    void redirectMayBeWrittenAsInABrowser() throws IOException {
        files.serve("/é b|.mkv", video);
        requireWhole(fetched(files.redirect("/there", "/é b|.mkv")));
    }

    @Test
    void serverThatGivesShortPartsIsAskedForMore() throws IOException {
        files.mostPerAnswer(300_000);
        requireWhole(fetched(files.serve("/a.mkv", video)));
    }

    @Test
    void placeOfARedirectIsAskedForAgain() throws IOException {
        String url = files.redirect("/there", "/first.mkv");
        files.serve("/first.mkv", video);
        files.slow(300_000);
        Job job = accept(ADA, url);
        await(job, j -> j.video().fetch().filter(fetch -> fetch.bytes() > 0).isPresent());
        files.redirect("/there", "/second.mkv");
        files.serve("/second.mkv", video);
        files.forget("/first.mkv");
        files.slow(0);
        requireWhole(await(job, j -> j.video().fetch().isEmpty()));
    }

    @Test
    void jobsThatWaitAreRefusedWhereNothingIsFetchedAnyMore() {
        fetcher.close();
        Job job = accept(ADA, "http://127.0.0.1:1/a.mkv");
        Fetcher.refuseAll(fetches, this::announce);
        assertThat(find(job).failure())
                .hasValueSatisfying(f -> assertThat(f.code()).isEqualTo(FailureCode.URL_UNREACHABLE));
    }

    @Test
    void quotaOfTheDayIsKept() throws IOException {
        String url = files.serve("/a.mkv", video);
        for (int i = 0; i < 3; i++) {
            requireWhole(fetched(url));
        }
        requireFailure(url, FailureCode.TOO_MANY_REQUESTS, "within 24 hours");
    }

    @Test
    void nameOfTheServerTakesThePlaceOfThatOfTheUrl() {
        files.header("Content-Disposition", "attachment; filename=\"Sermon.mkv\"");
        assertThat(fetched(files.serve("/name.mkv", video)).video().filename()).isEqualTo("Sermon.mkv");
        assertThat(fetched(files.serve("/other.mkv", video)).video().filename())
                .as("given by its owner")
                .isEqualTo("name.mkv");
    }

    @Test
    void canceledFetchEnds() throws IOException {
        files.slow(300_000);
        Job job = accept(ADA, files.serve("/a.mkv", video));
        await(job, j -> j.video().fetch().filter(fetch -> fetch.bytes() > 0).isPresent());
        ledger.cancel(ADA, job.id());
        Awaitility.await()
                .atMost(PATIENCE)
                .during(Duration.ofSeconds(2))
                .until(files::sentBytes, bytes -> bytes < BYTES);
        assertThat(store.size(job.id().video())).isEmpty();
    }

    @Test
    void manyOfOneOwnerLeaveRoomForAnother() {
        files.slow(300_000);
        String url = files.serve("/a.mkv", video);
        for (int i = 0; i < 8; i++) {
            accept(ADA, url);
        }
        Job other = accept(BOB, url);
        await(other, j -> j.video().fetch().filter(fetch -> fetch.bytes() > 0).isPresent());
        long begun = ledger.jobs().list(JobFilter.of(ADA), Optional.empty(), 10).stream()
                .filter(job -> job.video().fetch().orElseThrow().bytes() > 0)
                .count();
        assertThat(begun).isBetween(1L, 3L);
    }
}

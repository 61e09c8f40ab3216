package org.soundlift.queue.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.job.CallbackGone;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.ResultEncoder;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Channels;
import org.soundlift.core.options.Rate.ConstantRate;
import org.soundlift.core.trace.TraceContext;

class MessageCodecTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123Z");
    private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");
    private static final ConversionRequested REQUEST = new ConversionRequested(
            JOB,
            2,
            JOB.video(),
            JOB.mp3(),
            "ada@example.org",
            "talk.mp4",
            AudioOptions.ofMp3(new ConstantRate(192), Channels.MONO).allowingIncomplete(),
            NOON,
            Optional.of(new CallbackUrl("https://ada.example.org/hook?a=b")),
            TraceContext.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

    private final ConversionRequestedCodec requested = new ConversionRequestedCodec();
    private final ConversionFinishedCodec finished = new ConversionFinishedCodec();

    @Test
    void requestSurvives() {
        assertThat(requested.decode(requested.encode(REQUEST))).isEqualTo(REQUEST);
    }

    @Test
    void requestHasTheMembersThatOtherProgramsRead() {
        assertThat(requested.encode(REQUEST))
                .contains("\"version\":1", "\"video_fid\":\"" + JOB, "\"mp3_fid\":\"" + JOB, "\"username\":\"ada@");
    }

    @Test
    void bothEndingsSurvive() {
        ConversionFinished completed = new ConversionFinished.Completed(
                REQUEST,
                NOON,
                NOON.plusSeconds(3),
                Optional.of(Duration.ofMillis(2_161_042)),
                new ResultSummary(
                        9,
                        Duration.ofNanos(2_161_040_816_000L),
                        190_000,
                        48_000,
                        2,
                        ResultEncoder.LAME,
                        Optional.of("ffmpeg 7.1"),
                        "ab".repeat(32),
                        List.of(new Warning(Warning.Code.SOURCE_INCOMPLETE, "The recording ends at 7.0 s.")),
                        SoundFacts.NONE));
        ConversionFinished failed = new ConversionFinished.Failed(
                REQUEST, NOON, NOON, Optional.empty(), Failure.of(FailureCode.NO_AUDIO_TRACK));
        assertThat(finished.decode(finished.encode(completed))).isEqualTo(completed);
        assertThat(finished.decode(finished.encode(failed))).isEqualTo(failed);
    }

    @Test
    void broadcastsSurvive() {
        ConversionProgress progress = new ConversionProgress(JOB, 2, NOON, 0.25, Optional.of(Duration.ofMillis(1500)));
        CancelRequested cancel = new CancelRequested(JOB, 3);
        JobChanged change = JobChanged.of(JOB, "first gateway");
        assertThat(new ConversionProgressCodec().decode(new ConversionProgressCodec().encode(progress)))
                .isEqualTo(progress);
        assertThat(new CancelRequestedCodec().decode(new CancelRequestedCodec().encode(cancel)))
                .isEqualTo(cancel);
        CallbackGone gone = new CallbackGone(new CallbackUrl("https://ada.example.org/hook"));
        assertThat(new CallbackGoneCodec().decode(new CallbackGoneCodec().encode(gone)))
                .isEqualTo(gone);
        DrainRequested drain = new DrainRequested("a converter", true);
        assertThat(new DrainRequestedCodec().decode(new DrainRequestedCodec().encode(drain)))
                .isEqualTo(drain);
        ConverterReport report = new ConverterReport(
                "a converter",
                new ConverterReport.About("host", "1.0", "7.1", List.of("files", "network"), Instant.EPOCH),
                2,
                List.of(JOB),
                false);
        assertThat(new ConverterReportCodec().decode(new ConverterReportCodec().encode(report)))
                .isEqualTo(report);
        JobChanged deleted = JobChanged.deleted(JOB, "first gateway", new JobChanged.Deletion("anonymous:1", 7));
        for (JobChanged each : List.of(change, deleted)) {
            assertThat(new JobChangedCodec().decode(new JobChangedCodec().encode(each)))
                    .isEqualTo(each);
        }
    }

    @Test
    void unknownMembersAreIgnored() {
        String json = requested.encode(REQUEST).replace("{\"version\"", "{\"new\":{\"a\":[1]},\"version\"");
        assertThat(requested.decode(json)).isEqualTo(REQUEST);
    }

    @Test
    void anythingElseIsRefused() {
        for (String json : new String[] {
            "",
            "[]",
            "{}",
            "null",
            "{\"version\":2}",
            "{\"version\":1,\"job_id\":7}",
            requested.encode(REQUEST).replace(JOB.value(), "../../etc/passwd")
        }) {
            assertThatThrownBy(() -> requested.decode(json)).as(json).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

package org.soundlift.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.client.ApiClient;
import org.soundlift.client.ApiException;
import org.soundlift.client.api.ConvertApi;
import org.soundlift.client.api.JobsApi;
import org.soundlift.client.api.ServiceApi;
import org.soundlift.client.model.Accepted;
import org.soundlift.client.model.Status;

/** The generated client for Java: uploads, waits, downloads, compares the bytes. */
class JavaClientIT {
    @TempDir
    Path folder;

    @Test
    void converts() throws Exception {
        try (Server server = new Server(folder)) {
            ApiClient client = new ApiClient();
            client.updateBaseUri(server.url());
            ConvertApi convert = new ConvertApi(client);
            JobsApi jobs = new JobsApi(client);

            Accepted accepted = convert.convert(
                    upload().bitrate(128).channels("mono").idempotencyKey("a key").build());
            Status job = jobs.job(accepted.getJobId(), 60);
            assertEquals(Status.StatusEnum.COMPLETED, job.getStatus());
            assertEquals(128, job.getOptions().getBitrate());
            assertEquals("train.m4a", job.getSource().getFilename());

            File mp3 = convert.download(accepted.getJobId() + ".mp3");
            byte[] bytes = Files.readAllBytes(mp3.toPath());
            assertEquals(job.getResult().getBytes(), bytes.length);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertEquals(job.getResult().getSha256(), HexFormat.of().formatHex(digest));
            assertEquals(1, jobs.jobs(JobsApi.APIJobsRequest.newBuilder().build()).getJobs().size());

            ApiException wrong = assertThrows(
                    ApiException.class,
                    () -> convert.convert(upload().quality(11).build()));
            assertEquals(422, wrong.getCode());
            ApiException unknown = assertThrows(ApiException.class, () -> convert.status("0".repeat(32), null));
            assertEquals(404, unknown.getCode());
            assertEquals("this_machine", new ServiceApi(client).limits().getVisibleTo().getValue());

            jobs.delete(accepted.getJobId());
            assertEquals(0, jobs.jobs(JobsApi.APIJobsRequest.newBuilder().build()).getJobs().size());
        }
    }

    private static ConvertApi.APIConvertRequest.Builder upload() {
        return ConvertApi.APIConvertRequest.newBuilder()._file(Server.SOUND.toFile());
    }
}

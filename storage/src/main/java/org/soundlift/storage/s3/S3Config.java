package org.soundlift.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The place of the objects, and the access to it.
 *
 * @param prefix before each key; empty, or ends with a slash
 * @param endpoint of stores other than Amazon's
 * @param region as Amazon names it; other stores take any
 * @param credentials empty to find them as Amazon's own tools do
 * @param pathStyle true to put the bucket into the path and not into the host's name
 */
public record S3Config(
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        String region,
        Optional<Credentials> credentials,
        boolean pathStyle) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** For parts of up to 128 MiB over slow lines. */
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);
    /** Uploads and downloads hold a connection each. */
    private static final int CONNECTIONS = 256;

    /** An access key and its secret. */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return accessKey;
        }
    }

    S3Client connect() {
        AwsCredentialsProvider provider = credentials
                .<AwsCredentialsProvider>map(
                        c -> StaticCredentialsProvider.create(AwsBasicCredentials.create(c.accessKey(), c.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        var builder = S3Client.builder()
                .region(Region.of(region))
                .credentialsProvider(provider)
                .forcePathStyle(pathStyle)
                // The newer checksums in trailers are not understood by many stores, Google's among them.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SILENCE_TIMEOUT));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}

package org.soundlift.storage.s3;

import java.util.Optional;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaStoreContract;
import org.soundlift.storage.support.PrivateS3;
import software.amazon.awssdk.services.s3.S3Client;

class S3MediaStoreIT extends MediaStoreContract {
    private S3Config config = config("none");

    private static S3Config config(String bucket) {
        return new S3Config(
                bucket,
                "media/",
                Optional.of(PrivateS3.shared().endpoint()),
                "us-east-1",
                Optional.of(new S3Config.Credentials(PrivateS3.ACCESS_KEY, PrivateS3.SECRET_KEY)),
                true);
    }

    @Override
    protected MediaStore newStore() throws Exception {
        config = config(PrivateS3.shared().newBucket());
        return new S3MediaStore(config);
    }

    @Override
    protected MediaStore reopened(MediaStore before) throws Exception {
        MediaStore again = new S3MediaStore(config);
        again.start();
        return again;
    }

    @Override
    protected int leftovers() {
        try (S3Client client = config.connect()) {
            return client.listMultipartUploads(b -> b.bucket(config.bucket()).prefix("media/"))
                            .uploads()
                            .size()
                    + client.listObjectsV2(b -> b.bucket(config.bucket()).prefix("media/arriving/"))
                            .contents()
                            .size();
        }
    }
}

package org.soundlift.storage.s3;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.soundlift.core.media.InsufficientStorageException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Calls of the driver, with its exceptions told as the port does.
 *
 * @param where for operators
 */
record S3Calls(String where) {
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int INSUFFICIENT_STORAGE = 507;

    /** A call that asks the store. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws IOException;
    }

    <T> T io(Call<T> call) throws IOException {
        try {
            return call.call();
        } catch (AwsServiceException e) {
            String what = where + ": " + reason(e);
            switch (e.statusCode()) {
                case NOT_FOUND -> throw new NoSuchFileException(what);
                case RANGE_NOT_SATISFIABLE -> throw new IndexOutOfBoundsException(what);
                case INSUFFICIENT_STORAGE -> throw new InsufficientStorageException(what, e);
                default -> throw new IOException(what, e);
            }
        } catch (SdkException e) {
            throw new IOException(where + ": " + reason(e), e);
        }
    }

    /** Returns the fault that the store reports, in few words. */
    static String reason(RuntimeException e) {
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return "status " + service.statusCode() + " "
                    + service.awsErrorDetails().errorCode();
        }
        return String.valueOf(e.getMessage());
    }
}

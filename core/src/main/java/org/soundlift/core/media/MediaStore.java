package org.soundlift.core.media;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.soundlift.core.service.Service;

/**
 * Keeps videos and MP3s as whole, immutable runs of bytes.
 *
 * <p>Media become visible at once and whole, when their writer commits; until then no other call sees them.
 * After {@link MediaWriter#commit()} returns they survive the death of the process and of the machine. All calls
 * may come from any thread, need memory that does not grow with the size of the media, and may be repeated.
 * Every call throws {@link IOException} when the store can't be reached.
 */
public interface MediaStore extends Service {
    /**
     * Starts to write. Several writers of one id may exist; the last to commit replaces the others.
     *
     * @throws InsufficientStorageException if there is no room for {@code expectedBytes}
     * @param expectedBytes how many bytes will probably follow; empty if unknown
     */
    MediaWriter create(MediaId id, OptionalLong expectedBytes) throws IOException;

    /**
     * Opens media that arrive in pieces, to append to them. Only one writer of an id may be open at a time.
     *
     * @param expectedBytes of all pieces together
     * @throws InsufficientStorageException if there is no room for what is still to come
     */
    PartialMedia resume(MediaId id, long expectedBytes) throws IOException;

    /** Returns the number of durable bytes of media that arrive in pieces; 0 where there are none. A writer may be open. */
    long arrived(MediaId id) throws IOException;

    /** Removes what has arrived of media that were not committed; does nothing where there is nothing. */
    void discard(MediaId id) throws IOException;

    /** The size in bytes, or empty where there are no such media. */
    OptionalLong size(MediaId id) throws IOException;

    /**
     * Reads {@code length} bytes from {@code offset}; the caller closes the stream. Deleting the media while they
     * are read may end the stream early with an exception, never with other bytes.
     *
     * @throws java.nio.file.NoSuchFileException if there are no such media
     * @throws IndexOutOfBoundsException if the range does not lie within the media
     */
    InputStream read(MediaId id, long offset, long length) throws IOException;

    /** Removes the media; does nothing where there are none. */
    void delete(MediaId id) throws IOException;

    /** All media of a kind that were committed before {@code before}. */
    List<MediaId> list(MediaId.Kind kind, Instant before) throws IOException;

    /**
     * Removes what writers have left behind that died before they could commit, and media in pieces of which no more came.
     *
     * @param before only what has not grown since
     * @param isAwaited returns true for media of which more pieces may come: these stay
     */
    void removeUnfinished(Instant before, Predicate<MediaId> isAwaited) throws IOException;
}

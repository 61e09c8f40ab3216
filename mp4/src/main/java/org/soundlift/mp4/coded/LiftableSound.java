package org.soundlift.mp4.coded;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.mp4.label.ResultLabels;

/** The sound of a source, ready to be written as it is. */
public interface LiftableSound {
    /** Returns its packets. */
    CodedSound coded();

    /** Returns the kind of file that has just what is heard. */
    AudioFileType type();

    /** Returns the number of bytes of all packets. */
    long bytes();

    /** Returns how long it is heard. */
    Duration duration();

    /** Returns whether {@link #open} can make a file of it. */
    boolean isBoxable();

    /**
     * Reads an ISO base media or QuickTime file of it, whatever its kind is; closing the stream does not close the source.
     */
    InputStream open(ResultLabels labels) throws IOException;
}

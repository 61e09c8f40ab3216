package org.soundlift.lifter;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** The options that are applied when the sound is taken out, as {@code docs/options.md} has them; a text is empty where there is none. */
interface Wish extends JSObject {
    @JSProperty("start")
    String getStart();

    @JSProperty("end")
    String getEnd();

    @JSProperty("track")
    String getTrack();

    @JSProperty("cover")
    boolean isCoverWanted();

    @JSProperty("chapters")
    boolean areChaptersWanted();

    @JSProperty("allowIncomplete")
    boolean isIncompleteAllowed();
}

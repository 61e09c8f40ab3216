package org.soundlift.lifter;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Int8Array;

/** A file of the browser. */
interface FileBytes extends JSObject {
    /** Returns its size, bytes. */
    @JSProperty
    double getSize();

    /** Returns so many bytes from {@code position} on, fewer where the file ends. */
    Int8Array read(double position, int bytes);
}

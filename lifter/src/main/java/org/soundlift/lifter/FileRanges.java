package org.soundlift.lifter;

import org.soundlift.mp4.BlockRanges;

/** Reads a file of the browser. Each reading costs it about a millisecond, in which it could read a quarter of a megabyte. */
final class FileRanges extends BlockRanges {
    private final FileBytes file;

    FileRanges(FileBytes file) {
        super((long) file.getSize());
        this.file = file;
    }

    @Override
    protected byte[] block(long position, int bytes) {
        return file.read((double) position, bytes).toJavaArray();
    }
}

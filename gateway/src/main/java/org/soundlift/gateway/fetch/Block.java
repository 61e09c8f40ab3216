package org.soundlift.gateway.fetch;

import java.util.ArrayList;
import java.util.List;

/** A stretch of a file that is fetched by one request; {@code end} lies behind it. */
record Block(long begin, long end) {
    /** The most bytes of one: several are in memory at a time. */
    static final int MOST = 1 << 20;

    /** Returns the blocks of a whole stretch. */
    static List<Block> of(long begin, long end) {
        List<Block> blocks = new ArrayList<>();
        for (long at = begin; at < end; at += MOST) {
            blocks.add(new Block(at, Math.min(end, at + MOST)));
        }
        return blocks;
    }

    int size() {
        return (int) (end - begin);
    }
}

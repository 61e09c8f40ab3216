package org.soundlift.core.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that stay small: the least recently used entry makes room for a new one. */
public final class RecentlyUsed {
    private RecentlyUsed() {}

    /** A new map, for any thread; to go through it, hold its lock. */
    public static <K, V> Map<K, V> map(int capacity) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        });
    }
}

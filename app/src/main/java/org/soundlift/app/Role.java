package org.soundlift.app;

import java.util.EnumSet;
import java.util.Set;

/** What a process does. */
enum Role {
    /** Answers users. As long as the queue is in its own database, it converts and notifies too. */
    GATEWAY,
    /** Keeps accounts. */
    AUTH;

    /** What runs where nothing is named. */
    static final Set<Role> ALL = EnumSet.allOf(Role.class);
}

package org.soundlift.app;

import java.util.EnumSet;
import java.util.Set;

/** What a process does. */
enum Role {
    /** Answers users. */
    GATEWAY,
    /** Keeps accounts. */
    AUTH,
    /** Makes MP3s. */
    CONVERTER,
    /** Tells owners. */
    NOTIFICATION;

    /** What runs where nothing is named. */
    static final Set<Role> ALL = EnumSet.allOf(Role.class);

    /**
     * What a process really does that was asked for some roles: nobody else could convert or tell anybody as long as the
     * queues are in the gateway's own database.
     *
     * @throws SettingsException if they could not reach their queues
     */
    static Set<Role> complete(Set<Role> asked, QueueKind queue) {
        if (queue == QueueKind.RABBITMQ || asked.equals(EnumSet.of(AUTH))) {
            return asked;
        }
        if (!asked.contains(GATEWAY)) {
            throw new SettingsException(
                    "A converter or notification service of its own needs a broker between it and the"
                            + " gateway: set " + Settings.QUEUE.variable() + "=rabbitmq and "
                            + Settings.AMQP_URL.variable()
                            + " for all of them. Or run the gateway, which does their work too.");
        }
        Set<Role> all = EnumSet.copyOf(asked);
        all.add(CONVERTER);
        all.add(NOTIFICATION);
        return all;
    }
}

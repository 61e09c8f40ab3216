package org.soundlift.app.settings;

import java.util.EnumSet;
import java.util.Set;

/** The services that a process can run. */
public enum ServiceName {
    /** Answers users. */
    GATEWAY,
    /** Keeps accounts. */
    AUTH,
    /** Makes MP3s. */
    CONVERTER,
    /** Tells owners. */
    NOTIFICATION;

    /** The services of a process that names none. */
    public static final Set<ServiceName> ALL = EnumSet.allOf(ServiceName.class);

    /**
     * Returns the services of a process that was asked for some. As long as the queues are in the gateway's own
     * database, no other process could convert or notify.
     *
     * @throws SettingsException if they could not reach their queues
     */
    public static Set<ServiceName> complete(Set<ServiceName> asked, QueueKind queue) {
        if (queue == QueueKind.RABBITMQ || asked.equals(EnumSet.of(AUTH))) {
            return asked;
        }
        if (!asked.contains(GATEWAY)) {
            throw new SettingsException(
                    "A converter or notification service of its own needs a broker between it and the"
                            + " gateway: set " + MessagingSettings.QUEUE.variable() + "=rabbitmq and "
                            + MessagingSettings.AMQP_URL.variable()
                            + " for all of them. Or run the gateway, which does their work too.");
        }
        Set<ServiceName> all = EnumSet.copyOf(asked);
        all.add(CONVERTER);
        all.add(NOTIFICATION);
        return all;
    }
}

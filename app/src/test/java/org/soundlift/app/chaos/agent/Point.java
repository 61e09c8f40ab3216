package org.soundlift.app.chaos.agent;

/**
 * A place in the program at which a test can hold or end a process: before the first instruction of a method, or before it returns.
 * Places exist only where {@link FaultAgent} is loaded; the program knows nothing of them.
 */
public enum Point {
    ROW_NOT_WRITTEN("org/soundlift/gateway/ledger/Ledger", "accept", Side.ENTRY, 0),
    ROW_WRITTEN("org/soundlift/gateway/ledger/Ledger", "accept", Side.EXIT, 0),
    NOT_PUBLISHED("org/soundlift/gateway/relay/OutboxRelay", "publish", Side.ENTRY, 0),
    NOT_CONFIRMED("com/rabbitmq/client/impl/ChannelN", "waitForConfirms", Side.ENTRY, -1),
    ORDER_NOT_REMOVED("org/soundlift/gateway/ledger/Outbox", "remove", Side.ENTRY, 1),
    DELIVERED("org/soundlift/converter/ConversionWorker", "handle", Side.ENTRY, 0),
    BEGUN("org/soundlift/converter/ConversionWorker", "finish", Side.ENTRY, 0),
    FFMPEG_STARTED("org/soundlift/converter/sandbox/Sandbox", "start", Side.EXIT, -1),
    NOT_ANNOUNCED("org/soundlift/converter/ConverterService$Reporter", "finished", Side.ENTRY, 0),
    NOT_ACKNOWLEDGED("org/soundlift/converter/ConversionWorker", "handle", Side.EXIT, 0),
    ACKNOWLEDGED("org/soundlift/queue/rabbitmq/RabbitSubscription", "trySettle", Side.EXIT, -1),
    ACKNOWLEDGED_IN_SQL("org/soundlift/queue/sql/SqlMessages", "done", Side.EXIT, -1),
    END_NOT_ENTERED("org/soundlift/gateway/ledger/LedgerUpdates", "handle", Side.ENTRY, 0),
    MAIL_NOT_SENT("org/soundlift/notification/smtp/SmtpNotifier", "tell", Side.ENTRY, 0),
    MAIL_SENT("org/soundlift/notification/smtp/SmtpNotifier", "tell", Side.EXIT, 0);

    /** The side of a method. */
    enum Side {
        ENTRY,
        EXIT
    }

    final String className;
    final String method;
    final Side side;
    /** The parameter whose text tells one arrival from another; -1: none does. */
    final int parameter;

    Point(String className, String method, Side side, int parameter) {
        this.className = className;
        this.method = method;
        this.side = side;
        this.parameter = parameter;
    }
}

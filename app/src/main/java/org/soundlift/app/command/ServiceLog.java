package org.soundlift.app.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.app.settings.LogSettings;
import org.soundlift.app.settings.LogSettings.Format;
import org.soundlift.app.settings.Settings;

/** The log of a service, as its settings want it. */
final class ServiceLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.soundlift");

    private final Format format;

    private ServiceLog(Format format) {
        this.format = format;
    }

    static ServiceLog of(Settings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("org.soundlift")
                .setLevel(Level.toLevel(settings.get(LogSettings.LOG_LEVEL).name()));
        Format format = settings.get(LogSettings.LOG_FORMAT);
        if (format == Format.JSON
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr")
                        instanceof ConsoleAppender<ILoggingEvent> appender) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(context);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithContext(false);
            json.setWithMarkers(false);
            json.setWithKVPList(false);
            json.setWithArguments(false);
            json.setWithMessage(false);
            json.setWithFormattedMessage(true);
            json.start();
            appender.setEncoder(json);
        }
        return new ServiceLog(format);
    }

    /** Prints a sentence for the person who has started the service; as a line of the log where that is JSON. */
    void say(String sentence) {
        if (format == Format.JSON) {
            LOG.info(sentence);
        } else {
            System.out.println(sentence);
        }
    }
}

package org.soundlift.notification.smtp;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.service.Finding;
import org.soundlift.notification.Notifier;

/**
 * Sends an e-mail to the owner, over any SMTP server. What the server refuses for now (4xx, RFC 5321 §4.2.1) is to be
 * tried again; what it refuses for good (5xx) is logged and given up.
 */
public final class SmtpNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpNotifier.class);

    private final SmtpConfig config;
    private final Session session;
    private final Mails mails;

    public SmtpNotifier(SmtpConfig config, Mails mails) {
        this.config = config;
        this.session = Session.getInstance(config.properties());
        this.mails = mails;
    }

    @Override
    public String name() {
        return "mail by " + config.host();
    }

    @Override
    public void tell(ConversionFinished finished) throws MessagingException {
        Optional<InternetAddress> owner = address(finished.request().username());
        if (owner.isEmpty()) {
            return; // The owner has no e-mail address.
        }
        Mail mail = mails.about(session, finished, owner.get());
        Transport transport = connect();
        try {
            transport.sendMessage(mail, new Address[] {owner.get()});
            LOG.info(
                    "Mail {} about job {} is sent",
                    mail.getMessageID(),
                    finished.request().jobId());
        } catch (SendFailedException e) {
            if (!isForGood(e)) {
                throw e;
            }
            LOG.warn(
                    "Mail about job {} is refused and given up",
                    finished.request().jobId(),
                    e);
        } finally {
            close(transport);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server has hung up first", e);
        }
    }

    /** A connection that is logged in where a user is set; also how the settings are tried out. */
    Transport connect() throws MessagingException {
        Transport transport = session.getTransport(config.protocol());
        try {
            transport.connect(
                    config.host(),
                    config.port(),
                    config.user().orElse(null),
                    config.password().orElse(null));
        } catch (AuthenticationFailedException e) {
            throw new AuthenticationFailedException(
                    config + " does not let us in (" + firstLine(e)
                            + "): check user and password in SOUNDLIFT_SMTP_URL; Gmail and others want an app password",
                    e);
        }
        return transport;
    }

    /** Logs in, and sends nothing. */
    public Finding examine() {
        try (Transport _ = connect()) {
            return Finding.ok(
                    "mail",
                    config
                            + (config.user().isPresent()
                                    ? " lets us in"
                                    : " answers; no user is set, so no log-in was tried"));
        } catch (AuthenticationFailedException e) {
            return Finding.error("mail", String.valueOf(e.getMessage()));
        } catch (MessagingException e) {
            return Finding.error(
                    "mail",
                    config + " can't be used (" + firstLine(e) + "): check SOUNDLIFT_SMTP_URL; port 587"
                            + " goes with smtp:, port 465 with smtps:");
        }
    }

    private static String firstLine(MessagingException e) {
        return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
    }

    private static Optional<InternetAddress> address(String username) {
        try {
            InternetAddress address = new InternetAddress(username, true);
            address.validate();
            return Optional.of(address).filter(a -> username.contains("@"));
        } catch (AddressException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The answers to sender, recipient and message are chained to each other. */
    private static boolean isForGood(SendFailedException refused) {
        for (Exception e = refused; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            int code = switch (e) {
                case SMTPAddressFailedException recipient -> recipient.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException message -> message.getReturnCode();
                default -> 0;
            };
            if (code >= 500) {
                return true;
            }
        }
        return false;
    }
}

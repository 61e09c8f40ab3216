package org.soundlift.notification.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Date;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.PublicUrl;

/**
 * Writes the mails.
 *
 * @param from the sender
 * @param publicUrl for links
 * @param retention the time for which MP3s are kept
 */
public record Mails(InternetAddress from, PublicUrl publicUrl, Duration retention) {

    Mail about(Session session, ConversionFinished finished, InternetAddress owner) throws MessagingException {
        MailText text = switch (finished) {
            case Completed completed -> MailText.of(completed, publicUrl, retention);
            case Failed failed -> MailText.of(failed, publicUrl);
        };
        Mail mail = new Mail(session, id(finished));
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, owner);
        mail.setSubject(text.subject(), UTF_8.name());
        mail.setSentDate(Date.from(finished.finishedAt()));
        mail.setHeader("Auto-Submitted", "auto-generated"); // So that no absence notes come back (RFC 3834 §5).
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text.plain(), UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(text.html(), UTF_8.name(), "html");
        MimeMultipart both = new MimeMultipart("alternative", plain, html); // The best last (RFC 2046 §5.1.4).
        mail.setContent(both);
        mail.saveChanges();
        return mail;
    }

    /** The same for each mail about the same end of the same attempt. */
    private String id(ConversionFinished finished) {
        String host = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        return "<" + finished.request().jobId() + "." + finished.request().attempt() + "@" + host + ">";
    }
}

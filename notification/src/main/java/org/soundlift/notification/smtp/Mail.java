package org.soundlift.notification.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A message with an id of ours: a mailbox that gets it twice can tell. */
final class Mail extends MimeMessage {
    private final String id;

    /** @param id as in RFC 5322 §3.6.4, with its angle brackets */
    Mail(Session session, String id) {
        super(session);
        this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}

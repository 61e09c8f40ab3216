package org.soundlift.notification.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.notification.Ends;

class SmtpNotifierTest {
    private static final String ADA = "ada@example.org";

    private final GreenMail server = new GreenMail(
            new ServerSetup[] {new ServerSetup(0, "127.0.0.1", "smtp"), new ServerSetup(0, "127.0.0.1", "smtps")});

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static SmtpNotifier notifier(String url) throws Exception {
        return new SmtpNotifier(
                SmtpConfig.of(URI.create(url)),
                new Mails(
                        new InternetAddress("Soundlift <sound@example.net>"),
                        new PublicUrl("https://sound.example.net/"),
                        Duration.ofDays(7)));
    }

    private SmtpNotifier notifier() throws Exception {
        return notifier("smtp://127.0.0.1:" + server.getSmtp().getPort());
    }

    private MimeMessage received() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String part(MimeMessage mail, int part) throws Exception {
        return ((MimeMultipart) mail.getContent())
                .getBodyPart(part)
                .getContent()
                .toString();
    }

    @Test
    void completedJobIsToldWithLinkSizeAndLength() throws Exception {
        notifier().tell(Ends.completed(ADA, "Zażółć <b> & 🎵.mp4"));
        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("Your MP3 is ready: Zażółć <b> & 🎵.mp4");
        assertThat(mail.getFrom()).containsExactly(new InternetAddress("Soundlift <sound@example.net>"));
        assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress(ADA));
        assertThat(mail.getMessageID()).isEqualTo("<" + Ends.JOB + ".2@example.net>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(mail, 0))
                .contains("https://sound.example.net/download/" + Ends.JOB + ".mp3")
                .contains("Length 36:01, size 43.2 MB.")
                .contains("until 2026-01-09.")
                .contains("Zażółć <b> & 🎵.mp4");
        assertThat(part(mail, 1))
                .contains("href=\"https://sound.example.net/download/" + Ends.JOB + ".mp3\"")
                .contains("Zażółć &lt;b&gt; &amp; 🎵.mp4");
    }

    @Test
    void failedJobIsToldWithReasonAndHelp() throws Exception {
        notifier().tell(Ends.failed(ADA, "talk.mp4", FailureCode.TRUNCATED_MEDIA));
        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("No MP3 of talk.mp4");
        assertThat(part(mail, 0))
                .contains(FailureCode.TRUNCATED_MEDIA.sentence())
                .contains(FailureCode.TRUNCATED_MEDIA.suggestion().orElseThrow())
                .contains("Code: TRUNCATED_MEDIA");
    }

    @Test
    void namesCanNotAddHeadersOrRecipients() throws Exception {
        notifier().tell(Ends.completed(ADA, "a\r\nBcc: eve@example.org\r\n\r\nHello\u2028\u202E.mp4"));
        MimeMessage mail = received();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Your MP3 is ready: a Bcc: eve@example.org Hello .mp4");
    }

    @Test
    void whoHasNoAddressIsNotWritten() throws Exception {
        for (String username : new String[] {
            "anonymous",
            "",
            "ada@example.org\r\nBcc: eve@example.org",
            "ada@example.org, eve@example.org",
            "a b@example.org"
        }) {
            notifier().tell(Ends.completed(username, "talk.mp4"));
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void loginIsByNameAndPassword() throws Exception {
        server.setUser("mailer", "p@ss/word+");
        String host = "@127.0.0.1:" + server.getSmtp().getPort();
        notifier("smtp://mailer:p%40ss%2Fword+" + host).tell(Ends.completed(ADA, "talk.mp4"));
        received();
        assertThatThrownBy(() -> notifier("smtp://mailer:wrong" + host).tell(Ends.completed(ADA, "talk.mp4")))
                .as("what the operator has to mend is tried again")
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void certificateMustBeOfSomebodyWhomTheMachineTrusts() {
        assertThatThrownBy(
                        () -> notifier("smtps://127.0.0.1:" + server.getSmtps().getPort())
                                .tell(Ends.completed(ADA, "talk.mp4")))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("certi");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void passwordIsSentOverTlsAlone() {
        assertThat(SmtpConfig.of(URI.create("smtp://a:b@mail.example.org"))
                        .properties()
                        .getProperty("mail.smtp.starttls.required"))
                .isEqualTo("true");
        assertThat(SmtpConfig.of(URI.create("smtp://a:b@mail.example.org")).port())
                .isEqualTo(587);
        assertThat(SmtpConfig.of(URI.create("smtps://a:b@mail.example.org")).port())
                .isEqualTo(465);
        assertThat(SmtpConfig.of(URI.create("smtp://a:secret@mail.example.org")).toString())
                .doesNotContain("secret");
    }

    @Test
    void refusalForNowIsTriedAgainAndForGoodIsGivenUp() throws Exception {
        for (String command : new String[] {"MAIL", "RCPT", "DATA"}) {
            try (ScriptedSmtpServer busy = new ScriptedSmtpServer(command, "451 4.3.0 later")) {
                assertThatThrownBy(() ->
                                notifier("smtp://127.0.0.1:" + busy.port()).tell(Ends.completed(ADA, "a")))
                        .as(command)
                        .isInstanceOf(MessagingException.class);
            }
            try (ScriptedSmtpServer refusing = new ScriptedSmtpServer(command, "550 5.1.1 nobody here")) {
                assertThatCode(() ->
                                notifier("smtp://127.0.0.1:" + refusing.port()).tell(Ends.completed(ADA, "a")))
                        .as(command)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void serverThatIsAwayIsTriedAgain() throws Exception {
        int port = server.getSmtp().getPort();
        server.stop();
        assertThatThrownBy(() -> notifier("smtp://127.0.0.1:" + port).tell(Ends.completed(ADA, "talk.mp4")))
                .isInstanceOf(MessagingException.class);
        server.start();
    }
}

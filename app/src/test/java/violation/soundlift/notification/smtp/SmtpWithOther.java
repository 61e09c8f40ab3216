package violation.soundlift.notification.smtp;

import org.soundlift.notification.log.LogNotifier;

/** Breaks a rule of ArchitectureTest on purpose. */
public record SmtpWithOther(LogNotifier notifier) {}

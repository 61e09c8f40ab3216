package violation.soundlift.notification.webhook;

import org.soundlift.notification.log.LogNotifier;

/** Breaks a rule of ArchitectureTest on purpose. */
public record WebhookWithOther(LogNotifier notifier) {}

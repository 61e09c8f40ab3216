package org.soundlift.core.fleet;

import org.soundlift.core.queue.Broadcast;

/** The broadcasts between converters and those that look after them. */
public record Fleet(Broadcast<ConverterReport> reports, Broadcast<DrainRequested> drains) {}

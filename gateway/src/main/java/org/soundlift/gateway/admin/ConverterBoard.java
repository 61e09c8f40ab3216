package org.soundlift.gateway.admin;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.relay.KnownConverters;

/** The converters that have reported lately. */
public final class ConverterBoard implements KnownConverters {
    private static final int MISSED = 4;

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Fleet fleet;
    private final Clock clock;

    public ConverterBoard(Fleet fleet, Clock clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    private record Seen(ConverterReport report, Instant at) {}

    /** Listens to reports from now on. */
    public void start() {
        fleet.reports().listen(report -> seen.put(report.id(), new Seen(report, clock.instant())));
    }

    /** Returns the latest report of each converter that has not fallen silent, the longest running first. */
    List<ConverterReport> present() {
        Instant limit = clock.instant().minus(ConverterReport.PACE.multipliedBy(MISSED));
        seen.values().removeIf(each -> each.at().isBefore(limit));
        return seen.values().stream()
                .map(Seen::report)
                .sorted(Comparator.comparing(
                                (ConverterReport report) -> report.about().startedAt())
                        .thenComparing(ConverterReport::id))
                .toList();
    }

    @Override
    public boolean workOn(JobId job) {
        return present().stream().anyMatch(report -> report.jobs().contains(job));
    }

    @Override
    public int slots() {
        return present().stream()
                .filter(report -> !report.draining())
                .mapToInt(ConverterReport::slots)
                .sum();
    }

    /** Asks a converter to take no further work, or to take some again. Its next report says if it does. */
    void drain(ConverterReport converter, boolean on) {
        fleet.drains().send(new DrainRequested(converter.id(), on));
    }
}

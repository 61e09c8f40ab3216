import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A day of uploads against the autoscaling rule of deploy/kubernetes/components/keda, and against fixed numbers of
 * converters; a discrete-event simulation. Run: {@code java benchmarks/Autoscaling.java [VIDEOS A DAY] [SEED]}.
 *
 * <p>Uploads come by a Poisson process, the rate of which changes with the hour: a third of the day's videos come in
 * one rush hour. Lengths are log-normal with a median of 45 minutes and a mean of an hour; one core makes SPEED
 * seconds of sound a second.
 */
final class Autoscaling {
    private static final double DAY = 24 * 3600;
    private static final double RUSH_BEGIN = 12 * 3600;
    private static final double RUSH_END = 13 * 3600;
    private static final double RUSH_SHARE = 1 / 3.0;

    /** Seconds of sound a second, of one converter with one slot: benchmarks/cluster, 10-minute files. */
    private static final double SPEED = 150;
    /** Fetching a video of an hour from the store, and the rest that does not depend on its length. */
    private static final double FETCH_SECONDS_PER_HOUR = 9;
    private static final double FIXED_SECONDS = 0.2;

    private static final double MEDIAN_SECONDS = 45 * 60;
    private static final double SIGMA = Math.sqrt(2 * Math.log(60.0 / 45));

    // The rule.
    private static final double POLL = 10;
    private static final double POD_START = 15; // Image there, JVM up, first message.
    private static final double VALUE = 2;
    private static final int MAXIMUM = 20;
    private static final double DOWN_WINDOW = 300;

    // What the gateway lets into the queue (OutboxRelay): the rule sees no more.
    private static final int AHEAD_OF_NOBODY = 16;
    private static final int LEAST_AHEAD = 4;
    private static final int AHEAD_OF_SLOT = 2;

    private record Upload(double at, double work) {}

    private record Result(double p50, double p95, double longest, double hours, int most) {}

    private enum Kind {
        ARRIVAL,
        DONE,
        READY,
        POLL
    }

    private record Event(double at, Kind kind) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return Double.compare(at, other.at);
        }
    }

    public static void main(String[] arguments) {
        int videos = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<Upload> uploads = uploads(videos, new Random(seed));
        double core = uploads.stream().mapToDouble(Upload::work).sum() / 3600;
        System.out.printf(Locale.ROOT, "%d videos in a day, a third of them in one hour; %.1f converter hours of work%n", uploads.size(), core);
        System.out.printf("%-22s %10s %10s %10s %16s %6s%n", "", "wait p50", "wait p95", "longest", "converter hours", "most");
        for (int fixed : new int[] {1, 2, 3, 5, 10, 20}) {
            print(fixed + " always", simulate(uploads, fixed, fixed));
        }
        print("by the queue, 1 to 20", simulate(uploads, 1, MAXIMUM));
        print("by the queue, 0 to 20", simulate(uploads, 0, MAXIMUM));
    }

    private static void print(String name, Result r) {
        System.out.printf(
                Locale.ROOT, "%-22s %8.0f s %8.0f s %8.0f s %16.1f %6d%n", name, r.p50, r.p95, r.longest, r.hours, r.most);
    }

    private static List<Upload> uploads(int videos, Random random) {
        List<Upload> uploads = new ArrayList<>();
        double rushRate = videos * RUSH_SHARE / (RUSH_END - RUSH_BEGIN);
        double usualRate = videos * (1 - RUSH_SHARE) / (DAY - (RUSH_END - RUSH_BEGIN));
        double highest = Math.max(rushRate, usualRate);
        // Thinning (Lewis and Shedler 1979).
        for (double t = next(random, highest); t < DAY; t += next(random, highest)) {
            double rate = t >= RUSH_BEGIN && t < RUSH_END ? rushRate : usualRate;
            if (random.nextDouble() < rate / highest) {
                double seconds = MEDIAN_SECONDS * Math.exp(SIGMA * random.nextGaussian());
                uploads.add(new Upload(t, FIXED_SECONDS + seconds / SPEED + seconds / 3600 * FETCH_SECONDS_PER_HOUR));
            }
        }
        return uploads;
    }

    private static double next(Random random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    private static Result simulate(List<Upload> uploads, int minimum, int maximum) {
        PriorityQueue<Event> events = new PriorityQueue<>();
        uploads.forEach(u -> events.add(new Event(u.at, Kind.ARRIVAL)));
        for (double t = 0; t < DAY + 6 * 3600; t += POLL) {
            events.add(new Event(t, Kind.POLL));
        }
        Deque<Upload> waiting = new ArrayDeque<>();
        List<Double> waits = new ArrayList<>();
        Deque<double[]> wanted = new ArrayDeque<>(); // (time, number), for the window of scaling down
        int ready = minimum;
        int starting = 0;
        int busy = 0;
        int most = minimum;
        int arrived = 0;
        double hours = 0;
        double last = 0;
        double lastUp = Double.NEGATIVE_INFINITY;
        double lastDown = Double.NEGATIVE_INFINITY;
        while (!events.isEmpty() && (arrived < uploads.size() || busy > 0 || !waiting.isEmpty() || events.peek().at < DAY)) {
            Event event = events.poll();
            hours += (ready + starting) * (event.at - last) / 3600;
            last = event.at;
            switch (event.kind) {
                case ARRIVAL -> waiting.add(uploads.get(arrived++));
                case DONE -> busy--;
                case READY -> {
                    starting--;
                    ready++;
                }
                case POLL -> {
                    int seen = Math.min(waiting.size(), ready == 0 ? AHEAD_OF_NOBODY : Math.max(LEAST_AHEAD, AHEAD_OF_SLOT * ready));
                    int desired = (int) Math.ceil((seen + busy) / VALUE);
                    desired = Math.max(minimum, Math.min(maximum, desired));
                    wanted.addLast(new double[] {event.at, desired});
                    while (wanted.getFirst()[0] < event.at - DOWN_WINDOW) {
                        wanted.removeFirst();
                    }
                    int all = ready + starting;
                    if (desired > all && event.at - lastUp >= 15) {
                        int more = Math.min(desired - all, Math.max(all, 4));
                        for (int i = 0; i < more; i++) {
                            events.add(new Event(event.at + POD_START, Kind.READY));
                        }
                        starting += more;
                        lastUp = event.at;
                    } else if (event.at - lastDown >= 60) {
                        int least = (int) wanted.stream().mapToDouble(w -> w[1]).max().orElse(desired);
                        int fewer = Math.min(Math.min(all - least, (int) Math.ceil(all * 0.25)), ready - busy);
                        if (fewer > 0) { // Those at work are let finish.
                            ready -= fewer;
                            lastDown = event.at;
                        }
                    }
                    most = Math.max(most, ready + starting);
                }
            }
            while (busy < ready && !waiting.isEmpty()) {
                Upload upload = waiting.removeFirst();
                waits.add(event.at - upload.at);
                busy++;
                events.add(new Event(event.at + upload.work, Kind.DONE));
            }
        }
        Collections.sort(waits);
        return new Result(percentile(waits, 0.5), percentile(waits, 0.95), waits.getLast(), hours, most);
    }

    private static double percentile(List<Double> sorted, double p) {
        return sorted.get((int) Math.min(sorted.size() - 1.0, Math.ceil(p * sorted.size()) - 1));
    }
}

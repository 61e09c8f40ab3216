package org.soundlift.app.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.soundlift.app.chaos.Acts.faultAt;
import static org.soundlift.app.chaos.Acts.good;
import static org.soundlift.app.chaos.Acts.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.soundlift.app.chaos.FaultyRelay.Line;
import org.soundlift.app.chaos.agent.Point;

/** Faults 8 and 9: networks between processes, and stores that lie. */
final class NetworkFaults {
    private static final Duration SHORT = Duration.ofSeconds(10);
    /** The last delivery comes 255 s after the first: docs/messages.md. */
    private static final Duration RETRIED = Duration.ofMinutes(6);

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final List<Way> GRIDFS = List.of(Way.GRIDFS);
    private static final List<Way> S3 = List.of(Way.S3);
    private static final int SLOW = 1_000;
    private static final int CUT = 3_000;

    private NetworkFaults() {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        Map<String, Line> lines = new LinkedHashMap<>();
        lines.put("silent", Line.SILENT);
        lines.put("reset", Line.REFUSING);
        lines.put("half open", Line.HALF_OPEN);
        lines.put("2 s late", Line.late(Duration.ofSeconds(2)));
        lines.put("1 % lost", Line.LOSSY);
        lines.forEach((name, line) -> {
            network(cells, name, line, "gateway-broker", Point.NOT_PUBLISHED, GRIDFS);
            network(cells, name, line, "converter-broker", Point.FFMPEG_STARTED, GRIDFS);
            network(cells, name, line, "converter-store", Point.DELIVERED, S3);
        });
        Map<String, Line> lies = new LinkedHashMap<>();
        lies.put("store at 1 kB/s", Line.slow(SLOW));
        lies.put("store cuts its answers", Line.closing(CUT));
        lies.put("store changes bytes", Line.changing(everyTenth()));
        for (Map.Entry<String, Line> lie : lies.entrySet()) {
            store(cells, lie.getKey(), lie.getValue(), List.of(Way.GRIDFS, Way.S3));
        }
        store(cells, "store answers 503", Line.changing(NetworkFaults::unavailable), S3);
        store(cells, "store tells a wrong ETag", Line.changing(NetworkFaults::wrongEtag), S3);
        return cells;
    }

    private static void network(List<Cell> cells, String name, Line line, String link, Point point, List<Way> ways) {
        String process = link.replaceFirst("-.*", "");
        for (Duration length : List.of(SHORT, LONG)) {
            cells.addAll(Cell.in(
                    ways,
                    8,
                    link + " " + name,
                    length.toSeconds() + " s",
                    faultAt(point, process, line(link, line), length, scene -> {
                        scene.bound = RETRIED;
                        good(link).run(scene);
                    })));
        }
    }

    private static void store(List<Cell> cells, String name, Line line, List<Way> ways) {
        String link = "converter-store";
        cells.addAll(Cell.in(
                ways,
                9,
                name,
                "reading the video",
                faultAt(Point.DELIVERED, "converter", line(link, line), SHORT, good(link))));
        cells.addAll(Cell.in(
                ways,
                9,
                name,
                "writing the MP3",
                faultAt(Point.FFMPEG_STARTED, "converter", line(link, line), SHORT, good(link))));
    }

    /** Every tenth part has a wrong byte at its end. */
    private static UnaryOperator<byte[]> everyTenth() {
        AtomicInteger count = new AtomicInteger();
        return part -> {
            if (count.incrementAndGet() % 10 == 0) {
                part[part.length - 1] ^= 0x55;
            }
            return part;
        };
    }

    private static byte[] unavailable(byte[] part) {
        String text = new String(part, ISO_8859_1);
        return text.startsWith("HTTP/1.1 2")
                ? "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(ISO_8859_1)
                : part;
    }

    private static byte[] wrongEtag(byte[] part) {
        String text = new String(part, ISO_8859_1);
        return text.startsWith("HTTP/1.1 ")
                ? text.replaceFirst("(?i)(\netag: \"?)[0-9a-f]{4}", "$1beef").getBytes(ISO_8859_1)
                : part;
    }
}

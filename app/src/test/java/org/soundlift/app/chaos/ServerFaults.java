package org.soundlift.app.chaos;

import static org.soundlift.app.chaos.Acts.fault;
import static org.soundlift.app.chaos.Acts.faultAt;
import static org.soundlift.app.chaos.Acts.killAt;
import static org.soundlift.app.chaos.Acts.pause;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.soundlift.app.chaos.agent.Point;
import org.soundlift.app.support.SoundliftProcess;

/** Faults 4, 5 and 6: the broker, the database, the accounts and the mail server. */
final class ServerFaults {
    private static final List<Way> SERVICES = List.of(Way.GRIDFS);
    /** Messages that the broker has lost are missed after some minutes. */
    private static final Duration LOST_ORDERS = Duration.ofMinutes(5);

    private static final Duration SHORT = Duration.ofSeconds(10);

    private ServerFaults() {}

    /** A place at which a process is held when the fault begins. */
    private record Place(String name, Point point, String process) {}

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Place place : List.of(
                new Place("publishing", Point.NOT_PUBLISHED, "gateway"),
                new Place("converting", Point.FFMPEG_STARTED, "converter"),
                new Place("acknowledging", Point.NOT_ACKNOWLEDGED, "converter"))) {
            broker(cells, place);
        }
        for (Place place : List.of(
                new Place("accept", Point.ROW_NOT_WRITTEN, "gateway"),
                new Place("claim of the outbox", Point.NOT_PUBLISHED, "gateway"),
                new Place("finish", Point.END_NOT_ENTERED, "gateway"))) {
            database(cells, place);
        }
        cells.addAll(Cell.in(SERVICES, 5, "STOP MariaDB 60 s", "log-in", ServerFaults::logInMeanwhile));
        cells.addAll(Cell.in(SERVICES, 5, "kill -9 MariaDB", "at start", ServerFaults::startMeanwhile));
        cells.addAll(Cell.in(
                SERVICES,
                5,
                "auth away 20 s",
                "accept",
                fault(scene -> scene.stage.kill("auth"), Duration.ofSeconds(20), scene -> scene.stage.start("auth"))));
        cells.addAll(Cell.everywhere(5, "lock wait 15 s", "all tables", ServerFaults::lockWait));
        cells.addAll(Cell.in(SERVICES, 5, "deadlocks", "accept and finish", ServerFaults::deadlocks));
        mail(cells);
        return cells;
    }

    private static void broker(List<Cell> cells, Place place) {
        add(
                cells,
                4,
                "kill -9 broker",
                place,
                scene -> scene.services().broker.kill(),
                SHORT,
                scene -> scene.services().broker.restart());
        add(
                cells,
                4,
                "STOP broker 90 s",
                place,
                scene -> scene.services().broker.signal("STOP"),
                Duration.ofSeconds(90),
                scene -> scene.services().broker.signal("CONT"));
        add(
                cells,
                4,
                "queue deleted",
                place,
                scene -> scene.services()
                        .broker
                        .control("delete_queue", "-p", scene.services().vhost(), "video"),
                SHORT,
                scene -> scene.bound = LOST_ORDERS);
        add(
                cells,
                4,
                "memory alarm 20 s",
                place,
                scene -> scene.services().broker.control("set_vm_memory_high_watermark", "0.00001"),
                Duration.ofSeconds(20),
                scene -> scene.services().broker.control("set_vm_memory_high_watermark", "0.6"));
        add(
                cells,
                4,
                "disk alarm 20 s",
                place,
                scene -> scene.services().broker.control("set_disk_free_limit", "100000GB"),
                Duration.ofSeconds(20),
                scene -> scene.services().broker.control("set_disk_free_limit", "50MB"));
    }

    private static void database(List<Cell> cells, Place place) {
        add(
                cells,
                5,
                "kill -9 MariaDB",
                place,
                scene -> scene.services().database.kill(),
                SHORT,
                scene -> scene.services().database.restart());
        add(
                cells,
                5,
                "STOP MariaDB 60 s",
                place,
                scene -> scene.services().database.signal("STOP"),
                Duration.ofSeconds(60),
                scene -> scene.services().database.signal("CONT"));
    }

    private static void add(
            List<Cell> cells, int fault, String what, Place place, Acts.Deed begin, Duration length, Acts.Deed end) {
        cells.addAll(Cell.in(
                SERVICES, fault, what, place.name(), faultAt(place.point(), place.process(), begin, length, end)));
    }

    private static void logInMeanwhile(Scene scene) throws Exception {
        scene.load(Scene.JOBS);
        scene.services().database.signal("STOP");
        Thread login = Thread.ofPlatform().start(() -> {
            try {
                scene.stage.client(0).login(Stage.USERS.getFirst(), Stage.PASSWORD, "127.0.0.1");
            } catch (IOException | InterruptedException refused) {
                // The next one will do.
            }
        });
        pause(Duration.ofSeconds(60));
        scene.services().database.signal("CONT");
        login.join();
        var again = scene.stage.client(0).login(Stage.USERS.getFirst(), Stage.PASSWORD, "127.0.0.1");
        if (again.statusCode() != 200) {
            throw new AssertionError("no log-in afterwards: " + again.statusCode());
        }
    }

    private static void startMeanwhile(Scene scene) throws Exception {
        scene.load(Scene.JOBS);
        scene.stage.kill("gateway-1");
        scene.services().database.kill();
        SoundliftProcess waiting = scene.stage.begin("gateway-1");
        pause(Duration.ofSeconds(20));
        scene.services().database.restart();
        waiting.awaitReady();
    }

    /** Another program holds all tables: a backup, or an operator's own statement. */
    private static void lockWait(Scene scene) throws Exception {
        List<Future<?>> uploads;
        try (Connection connection = DriverManager.getConnection(scene.stage.databaseUrl());
                Statement statement = connection.createStatement()) {
            boolean server = scene.stage.way.isServices();
            statement.execute(server ? "lock tables gateway_job write, gateway_outbox write" : "begin immediate");
            uploads = scene.loadBehind(Scene.JOBS);
            pause(Duration.ofSeconds(15));
            statement.execute(server ? "unlock tables" : "commit");
        }
        Scene.await(uploads);
    }

    /** Another program takes rows in the other order, again and again. */
    private static void deadlocks(Scene scene) throws Exception {
        List<Future<?>> uploads = scene.loadBehind(2 * Scene.JOBS);
        int deadlocks = 0;
        try (Connection connection = DriverManager.getConnection(scene.stage.databaseUrl());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> tables = new ArrayList<>(List.of("gateway_job", "gateway_outbox", "gateway_lease"));
            for (long end = System.nanoTime() + SHORT.toNanos(); System.nanoTime() < end; ) {
                java.util.Collections.shuffle(tables, scene.random);
                try {
                    for (String table : tables) {
                        statement
                                .executeQuery("select * from " + table + " for update")
                                .close();
                        pause(Duration.ofMillis(30));
                    }
                } catch (SQLException chosenAsVictim) {
                    deadlocks++;
                }
                connection.rollback();
            }
        }
        System.out.println("    " + deadlocks + " times the other program was the victim");
        Scene.await(uploads);
    }

    private static void mail(List<Cell> cells) {
        Map<String, Point> points =
                new TreeMap<>(Map.of("before SMTP", Point.MAIL_NOT_SENT, "after 250 before the ack", Point.MAIL_SENT));
        List<Way> ways = List.of(Way.ONE_PROCESS, Way.GRIDFS);
        points.forEach((name, point) ->
                cells.addAll(Cell.in(ways, 6, "kill -9 notification", name, killAt(point, "notification"))));
        cells.addAll(Cell.in(ways, 6, "kill -9 notification", "after DATA before 250", ServerFaults::killInMail));
        cells.addAll(Cell.in(
                ways,
                6,
                "SMTP 451 for 20 s",
                "after DATA",
                fault(
                        scene -> scene.stage.mail.become(MailSink.Manner.LATER),
                        Duration.ofSeconds(20),
                        scene -> scene.stage.mail.become(MailSink.Manner.TAKES))));
        cells.addAll(Cell.in(ways, 6, "SMTP 550", "after DATA", ServerFaults::refusedMail));
        cells.addAll(Cell.in(
                ways,
                6,
                "SMTP says nothing for 60 s",
                "after DATA",
                fault(
                        scene -> scene.stage.mail.become(MailSink.Manner.SAYS_NOTHING),
                        Duration.ofSeconds(60),
                        scene -> scene.stage.mail.become(MailSink.Manner.TAKES))));
    }

    private static void killInMail(Scene scene) throws Exception {
        scene.stage.mail.become(MailSink.Manner.SAYS_NOTHING);
        scene.load(Scene.JOBS);
        pause(Duration.ofSeconds(5));
        String name = scene.stage.notification();
        scene.stage.kill(name);
        scene.stage.mail.become(MailSink.Manner.TAKES);
        scene.stage.start(name);
    }

    private static void refusedMail(Scene scene) throws Exception {
        scene.mailsAreCertain = false;
        scene.stage.mail.become(MailSink.Manner.NEVER);
        scene.load(Scene.JOBS);
        pause(SHORT);
        scene.stage.mail.become(MailSink.Manner.TAKES);
    }
}

package violation.soundlift.gateway;

import org.soundlift.app.Main;
import org.soundlift.converter.convert.Converter;
import org.soundlift.queue.sql.SqlQueues;
import org.sqlite.SQLiteConfig;

/** Breaks a rule of ArchitectureTest on purpose. */
public record GatewayWithEverything(Main main, SQLiteConfig config, Converter converter, SqlQueues queues) {
    static String environment() {
        String user = String.valueOf(System.getenv("USER"));
        if (user.isEmpty()) {
            System.exit(1);
        }
        return user;
    }
}

package violation.soundlift.core;

import java.net.Socket;
import org.sqlite.SQLiteConfig;

/** Breaks a rule of ArchitectureTest on purpose. */
public interface CoreWithDriver {
    SQLiteConfig config();

    Socket socket();
}

package org.soundlift.gateway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that carries out commits, and whose answers are lost while the test wants that. */
public final class LostAnswers {
    private final DataSource database;
    private volatile boolean losing;

    public LostAnswers(DataSource database) {
        this.database = database;
    }

    /** Has answers get lost, or arrive again. */
    public void lose(boolean lose) {
        losing = lose;
    }

    public DataSource source() {
        return proxy(DataSource.class, (_, method, arguments) -> {
            Object result = method.invoke(database, arguments);
            return result instanceof Connection connection ? of(connection) : result;
        });
    }

    private Connection of(Connection connection) {
        return proxy(Connection.class, (_, method, arguments) -> {
            Object result = method.invoke(connection, arguments);
            if (losing && method.getName().equals("commit")) {
                throw new InvocationTargetException(new SQLException("the connection was lost", "08006"));
            }
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                LostAnswers.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return handler.invoke(self, method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

package dev.carillon.log;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;

/**
 * What one connection has prepared, kept for the next time: sqlite-jdbc, unlike PostgreSQL's driver, parses a statement each time
 * it is prepared, which was 20 of the 85 µs of CPU that an append cost. For one thread.
 */
final class KeptStatements {

    /** Every append's, and those of lists that have any length: of them the one that was used longest ago goes. */
    static final int MAX = 64;

    private final LinkedHashMap<String, PreparedStatement> kept = new LinkedHashMap<>(MAX, 0.75f, true);
    private final Connection connection;
    private final Connection sparing;

    KeptStatements(Connection connection) {
        this.connection = connection;
        this.sparing = proxy(Connection.class, (_, method, arguments) -> isPreparing(method)
                ? unclosed(prepared((String) arguments[0]))
                : call(method, connection, arguments));
    }

    Connection connection() {
        return connection;
    }

    /** The same connection; a statement of it that is closed is only set back. */
    Connection sparing() {
        return sparing;
    }

    /** They are prepared anew. */
    void forget() throws SQLException {
        for (var statement : kept.values()) {
            statement.close();
        }
        kept.clear();
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        var known = kept.get(sql);
        if (known != null) {
            return known;
        }
        var prepared = connection.prepareStatement(sql);
        kept.put(sql, prepared);
        if (kept.size() > MAX) {
            kept.pollFirstEntry().getValue().close();
        }
        return prepared;
    }

    private static boolean isPreparing(Method method) {
        return method.getName().equals("prepareStatement") && method.getParameterCount() == 1;
    }

    private static PreparedStatement unclosed(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (_, method, arguments) -> {
            if (method.getName().equals("close")) {
                statement.clearBatch();
                statement.clearParameters();
                return null;
            }
            return call(method, statement, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }

    private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}

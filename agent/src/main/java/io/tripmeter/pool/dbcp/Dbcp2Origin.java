package io.tripmeter.pool.dbcp;

import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** Where the ConnectionFactory of a PoolableConnectionFactory gets its connections. */
final class Dbcp2Origin {
  /** Of DriverManagerConnectionFactory, DriverConnectionFactory and DataSourceConnectionFactory, in newer and older versions. */
  private static final String[] FIELDS = {
    "connectionUri",
    "connectionString",
    "dataSource",
    "connectUri",
    "source",
    "_connectUri",
    "_source",
  };

  private Dbcp2Origin() {}

  /** A URL or a data source; null for an application's own factory. */
  static @Nullable Object of(Object factory) throws ReflectiveOperationException {
    ReflectiveAccess connections =
        ReflectiveAccess.of(ReflectiveAccess.of(factory).get("getConnectionFactory"));
    for (String field : FIELDS) {
      try {
        return connections.field(field);
      } catch (NoSuchFieldException another) {
        // The next one, then.
      }
    }
    return null;
  }
}

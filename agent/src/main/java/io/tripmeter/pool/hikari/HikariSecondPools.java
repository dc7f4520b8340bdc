package io.tripmeter.pool.hikari;

import io.tripmeter.pool.SecondPools;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.weave.Weaving;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** HikariConfig copies itself; member names as read in 3.4.5, 4.0.3, 5.1.0, 6.3.3 and 7.1.0. */
final class HikariSecondPools implements SecondPools {
  private static final String CONFIG = "com.zaxxer.hikari.HikariConfig";
  private static final String SOURCE = "com.zaxxer.hikari.HikariDataSource";
  private static final String PROXIES = "com.zaxxer.hikari.pool.Proxy";

  /** PoolBase.resetConnectionState; a schema only if the pool is configured with one. */
  private static final Set<String> UNDONE = new HashSet<>(
      Arrays.asList("setAutoCommit", "setTransactionIsolation", "setCatalog", "setNetworkTimeout"));

  @Override
  public DataSource open(Object pool, @Nullable Object made, String name, long timeoutMillis)
      throws ReflectiveOperationException {
    Object config = ReflectiveAccess.of(pool).part("config").target();
    Class<?> type = config.getClass();
    while (!type.getName().equals(CONFIG)) {
      // A HikariDataSource is its own configuration.
      type = type.getSuperclass();
    }
    Object copy = type.getConstructor().newInstance();
    type.getMethod("copyStateTo", type).invoke(config, copy);
    ReflectiveAccess access = ReflectiveAccess.of(copy);
    access.call("setPoolName", name);
    Number timeout = (Number) access.get("getConnectionTimeout");
    access.call("setConnectionTimeout", Math.min(timeout.longValue(), timeoutMillis));
    Class<?> source = Class.forName(SOURCE, true, type.getClassLoader());
    return (DataSource) source.getConstructor(type).newInstance(copy);
  }

  @Override
  public Set<String> undone() {
    return UNDONE;
  }

  @Override
  public List<Weaving> tellers() {
    return Arrays.asList(
        Weaving.into(PROXIES + "Statement").advise("PoolAdvice.tell", "getConnection()"),
        Weaving.into(PROXIES + "DatabaseMetaData").advise("PoolAdvice.tell", "getConnection()"));
  }
}

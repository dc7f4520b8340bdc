package io.tripmeter.pool.dbcp;

import io.tripmeter.pool.BeanCopy;
import io.tripmeter.pool.SecondPools;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A BasicDataSource is a bean, but for its connection properties; member names as read in 2.0 and 2.14. */
final class Dbcp2SecondPools implements SecondPools {
  /** A second one under the same name would be refused; the others are no settings, or begin the pool. */
  private static final String[] EXCEPTED = {"JmxName", "LogWriter", "LoginTimeout"};

  private final String prefix;

  Dbcp2SecondPools(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public @Nullable String obstacle(Object pool, @Nullable Object source) {
    if (source == null || source == pool) {
      return "the application has made the pool itself, without a BasicDataSource";
    }
    return source.getClass().getName().equals(prefix + "BasicDataSource")
        ? null
        : "the pool's data source is a class of the application's";
  }

  @Override
  public DataSource open(Object pool, @Nullable Object source, String name, long timeoutMillis)
      throws ReflectiveOperationException {
    if (source == null) {
      throw new ReflectiveOperationException("the pool's data source has been dropped");
    }
    Object copy = source.getClass().getConstructor().newInstance();
    BeanCopy.copy(source, copy, EXCEPTED);
    ReflectiveAccess access = ReflectiveAccess.of(copy);
    Object properties = ReflectiveAccess.of(source).field("connectionProperties");
    if (properties instanceof Map) {
      for (Map.Entry<?, ?> each : ((Map<?, ?>) properties).entrySet()) {
        access.call("addConnectionProperty", each.getKey(), each.getValue());
      }
    }
    ReflectiveAccess now = ReflectiveAccess.of(pool);
    for (String size : new String[] {"MaxTotal", "MaxIdle", "MinIdle"}) {
      access.call("set" + size, now.number("get" + size));
    }
    long own = ((Number) access.get("getMaxWaitMillis")).longValue();
    access.call("setMaxWaitMillis", own < 0 ? timeoutMillis : Math.min(own, timeoutMillis));
    // Makes its pool, as a first borrow would.
    access.call("getLogWriter");
    return (DataSource) copy;
  }

  @Override
  public Connection borrow(Object pool, @Nullable Object source)
      throws ReflectiveOperationException {
    if (source == null) {
      throw new ReflectiveOperationException("the pool's data source has been dropped");
    }
    return (Connection) ReflectiveAccess.of(source).get("getConnection");
  }

  @Override
  public List<Weaving> tellers() {
    return Arrays.asList(
        Weaving.into(prefix + "DelegatingStatement").advise("PoolAdvice.tell", "getConnection()"),
        Weaving.into(prefix + "DelegatingDatabaseMetaData")
            .advise("PoolAdvice.tell", "getConnection()"));
  }
}

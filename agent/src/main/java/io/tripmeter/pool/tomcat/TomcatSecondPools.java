package io.tripmeter.pool.tomcat;

import io.tripmeter.pool.SecondPools;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.weave.Weaving;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** PoolProperties are cloneable; member names as read in 8.5.0, 9.0.112 and 11.0.0. */
final class TomcatSecondPools implements SecondPools {
  private static final String POOL = "org.apache.tomcat.jdbc.pool.";

  @Override
  public @Nullable String obstacle(Object pool, @Nullable Object config)
      throws ReflectiveOperationException {
    return TomcatConfiguration.of(pool).getClass().getName().equals(POOL + "PoolProperties")
        ? null
        : "the pool's configuration is a class of the application's";
  }

  @Override
  public DataSource open(Object pool, @Nullable Object config, String name, long timeoutMillis)
      throws ReflectiveOperationException {
    Object copy = ReflectiveAccess.of(TomcatConfiguration.of(pool)).get("clone");
    ReflectiveAccess access = ReflectiveAccess.of(copy);
    access.call("setName", name);
    int own = access.number("getMaxWait");
    access.call("setMaxWait", own < 0 ? (int) timeoutMillis : Math.min(own, (int) timeoutMillis));
    ClassLoader loader = pool.getClass().getClassLoader();
    DataSource source = Class.forName(POOL + "DataSource", true, loader)
        .asSubclass(DataSource.class)
        .getConstructor(Class.forName(POOL + "PoolConfiguration", true, loader))
        .newInstance(copy);
    // Else its first borrow would.
    ReflectiveAccess.of(source).call("createPool");
    return source;
  }

  /** Tomcat's statements tell the driver's connection, and not the one that was lent. */
  @Override
  public List<Weaving> tellers() {
    return Collections.emptyList();
  }
}

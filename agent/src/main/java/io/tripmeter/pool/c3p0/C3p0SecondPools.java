package io.tripmeter.pool.c3p0;

import io.tripmeter.pool.BeanCopy;
import io.tripmeter.pool.SecondPools;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A WrapperConnectionPoolDataSource, which a data source's pools are made by, is a bean; member names as read in 0.9.5 and 0.14.1. */
final class C3p0SecondPools implements SecondPools {
  private static final String PACKAGE = "com.mchange.v2.c3p0.";
  private static final String SOURCE = PACKAGE + "WrapperConnectionPoolDataSource";

  /** The identity of one object, and what is the same for both: the data source in it. */
  private static final String[] EXCEPTED = {"IdentityToken", "LogWriter", "LoginTimeout"};

  /** NewPooledConnection.reset; what becomes of an open transaction is a setting. */
  private static final Set<String> UNDONE = new HashSet<>(
      Arrays.asList("setTransactionIsolation", "setCatalog", "setHoldability", "setTypeMap"));

  @Override
  public @Nullable String obstacle(Object pool, @Nullable Object manager)
      throws ReflectiveOperationException {
    if (manager == null) {
      return "the pool's configuration has been dropped";
    }
    if (!C3p0Configuration.source(manager).getClass().getName().equals(SOURCE)) {
      return "the pool's configuration is a class of the application's";
    }
    Object own = ReflectiveAccess.of(manager).field("defaultAuth");
    return Objects.equals(own, C3p0.opener(pool).field("val$auth"))
        ? null
        : "the pool is that of another user than the data source's own";
  }

  @Override
  public DataSource open(Object pool, @Nullable Object manager, String name, long timeoutMillis)
      throws ReflectiveOperationException {
    if (manager == null) {
      throw new ReflectiveOperationException("the pool's configuration has been dropped");
    }
    Object own = C3p0Configuration.source(manager);
    Object copy = own.getClass().getConstructor().newInstance();
    BeanCopy.copy(own, copy, EXCEPTED);
    ReflectiveAccess access = ReflectiveAccess.of(copy);
    int timeout = access.number("getCheckoutTimeout");
    access.call(
        "setCheckoutTimeout",
        timeout <= 0 ? (int) timeoutMillis : Math.min(timeout, (int) timeoutMillis));
    // One that is lost for some time would be lost for good.
    access.call("setBreakAfterAcquireFailure", false);
    ReflectiveAccess now = C3p0.resources(pool);
    access.call("setMinPoolSize", now.number("getMinPoolSize"));
    access.call("setMaxPoolSize", now.number("getMaxPoolSize"));
    Class<?> type =
        Class.forName(PACKAGE + "PoolBackedDataSource", true, own.getClass().getClassLoader());
    DataSource source = type.asSubclass(DataSource.class).getConstructor().newInstance();
    ReflectiveAccess made = ReflectiveAccess.of(source);
    made.call("setConnectionPoolDataSource", copy);
    made.call("setDataSourceName", name);
    made.call("setNumHelperThreads", ReflectiveAccess.of(manager).field("num_task_threads"));
    // Makes its pool, as a first borrow would.
    made.call("getNumConnections");
    return source;
  }

  /** As AbstractPoolBackedDataSource does it. */
  @Override
  public Connection borrow(Object pool, @Nullable Object manager)
      throws ReflectiveOperationException {
    Object pooled = ReflectiveAccess.of(pool).get("checkoutPooledConnection");
    return (Connection) ReflectiveAccess.of(pooled).get("getConnection");
  }

  @Override
  public Set<String> undone() {
    return UNDONE;
  }

  @Override
  public List<Weaving> tellers() {
    List<Weaving> tellers = new ArrayList<>();
    for (String each :
        Arrays.asList("Statement", "PreparedStatement", "CallableStatement", "DatabaseMetaData")) {
      tellers.add(Weaving.into(PACKAGE + "impl.NewProxy" + each)
          .advise("PoolAdvice.tell", "getConnection()"));
    }
    return tellers;
  }
}

package io.tripmeter.pool.agroal;

import io.tripmeter.pool.SecondPools;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.weave.Weaving;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The suppliers of Agroal's configurations copy each other; member names as read in 2.0 and 3.2.1. */
final class AgroalSecondPools implements SecondPools {
  private static final String API = "io.agroal.api.";
  private static final String SUPPLIER =
      API + "configuration.supplier.AgroalDataSourceConfigurationSupplier";
  private static final String SOURCE = "io.agroal.pool.DataSource";

  /** ConnectionHandler.resetConnection. */
  private static final Set<String> UNDONE =
      new HashSet<>(Arrays.asList("setAutoCommit", "setTransactionIsolation"));

  /** A connection of a transaction manager's is the same for all of its transaction, and refuses to become read-only. */
  @Override
  public @Nullable String obstacle(Object pool, @Nullable Object made)
      throws ReflectiveOperationException {
    ReflectiveAccess config = config(pool);
    Object integration = config.get("transactionIntegration");
    Class<?> type = type(pool, API + "transaction.TransactionIntegration");
    if (type.getMethod("none").invoke(null).getClass() != integration.getClass()) {
      return "the pool takes part in the transactions of a transaction manager";
    }
    Object interceptors = ReflectiveAccess.of(pool).field("interceptors");
    boolean intercepts =
        interceptors instanceof Collection && !((Collection<?>) interceptors).isEmpty();
    return intercepts ? "interceptors of the application set up what the pool lends" : null;
  }

  private static ReflectiveAccess config(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(ReflectiveAccess.of(pool).get("getConfiguration"));
  }

  private static Class<?> type(Object pool, String name) throws ClassNotFoundException {
    return Class.forName(name, true, pool.getClass().getClassLoader());
  }

  /** A cache keeps the connection that a thread had last, whatever pool that is of: each pool needs one of its own. */
  @Override
  public DataSource open(Object pool, @Nullable Object made, String name, long timeoutMillis)
      throws ReflectiveOperationException {
    ReflectiveAccess own = config(pool);
    ReflectiveAccess source =
        ReflectiveAccess.of(type(pool, SUPPLIER).getConstructor().newInstance());
    source.callWith("connectionPoolConfiguration", own.target());
    ReflectiveAccess copy = source.part("connectionPoolConfigurationSupplier");
    complete(
        copy, own.target(), type(pool, API + "configuration.AgroalConnectionPoolConfiguration"));
    copy.set("connectionCache", cache(pool, own.get("connectionCache")));
    long timeout = ((Duration) own.get("acquisitionTimeout")).toMillis();
    copy.set(
        "acquisitionTimeout",
        Duration.ofMillis(timeout == 0 ? timeoutMillis : Math.min(timeout, timeoutMillis)));
    Object configuration = source.get("get");
    copy.set("connectionFactoryConfiguration", own.get("connectionFactoryConfiguration"));
    Object listeners = Array.newInstance(type(pool, API + "AgroalDataSourceListener"), 0);
    Constructor<?> constructor = type(pool, SOURCE).getConstructors()[0];
    return (DataSource) constructor.newInstance(configuration, listeners);
  }

  /** What earlier versions do not copy: a value's field has the name of its getter. */
  private static void complete(ReflectiveAccess copy, Object config, Class<?> type)
      throws ReflectiveOperationException {
    for (Method getter : type.getMethods()) {
      Object value = getter.getParameterCount() == 0 ? getter.invoke(config) : null;
      if (value != null) {
        try {
          copy.set(getter.getName(), value);
        } catch (NoSuchFieldException copied) {
          // Under another name, by the copy itself.
        }
      }
    }
  }

  /** One like the pool's; none for an application's own. */
  private static Object cache(Object pool, Object own) throws ReflectiveOperationException {
    Object single =
        type(pool, API + "cache.LocalConnectionCache").getMethod("single").invoke(null);
    return own.getClass() == single.getClass()
        ? single
        : type(pool, API + "cache.ConnectionCache").getMethod("none").invoke(null);
  }

  /** Agroal's meta data are the driver's. */
  @Override
  public List<Weaving> tellers() {
    return Collections.singletonList(Weaving.into("io.agroal.pool.wrapper.StatementWrapper")
        .advise("PoolAdvice.tell", "getConnection()"));
  }

  @Override
  public Set<String> undone() {
    return UNDONE;
  }
}

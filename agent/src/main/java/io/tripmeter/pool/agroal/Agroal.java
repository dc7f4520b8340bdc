package io.tripmeter.pool.agroal;

import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolFilling;
import io.tripmeter.pool.PoolLimits;
import io.tripmeter.pool.PoolProduct;
import io.tripmeter.pool.SecondPools;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Agroal 2 and 3, which Quarkus has; member names as read in 2.0, 2.5, 2.8.2 and 3.2.1. Its pools open their connections on a thread of
 * their own, and through a factory.
 */
public final class Agroal implements PoolProduct {
  private static final String POOL = "io.agroal.pool.";

  /**
   * ConnectionPool and ConnectionFactory have it since 1.14, so earlier ones are left alone. ConnectionHandler has no such mark: that of
   * 1.13 is changed, and its connections, of pool {@code none}, are lent and returned in pairs.
   */
  private static final String SINCE_1_14 = "defaultJdbcIsolationLevel()";

  /** Of the driver's own connection; other implementations are a driver's XA connections. */
  private static final String PLAIN = POOL + "util.XAConnectionAdaptor";

  @Override
  public String name() {
    return "Agroal";
  }

  @Override
  public String classes() {
    return "io/agroal/";
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Arrays.asList(
        Weaving.into(POOL + "ConnectionPool")
            .requires("init()", "close()", "getConnection()", "awaitingCount()", SINCE_1_14)
            .advise(
                advice("configure", product),
                "<init>(Lio/agroal/api/configuration/AgroalConnectionPoolConfiguration;")
            .advise(advice("initialize", product), "init()")
            .advise(advice("close", product), "close()")
            .advise(advice("borrow", product), "getConnection()", "getReadOnlyConnection()")
            .advise(advice("read", product), "getConnection()"),
        Weaving.into(POOL + "ConnectionFactory")
            .requires("createConnection()", SINCE_1_14)
            .advise(advice("open", product), "createConnection()"),
        Weaving.into(POOL + "ConnectionHandler")
            .requires("connectionWrapper()", "transactionEnd()")
            // After the pool has validated the connection, which it does through another wrapper.
            .advise(advice("lend", product), "connectionWrapper()")
            .advise(advice("return", product), "transactionEnd()"));
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of("PoolAdvice." + row).with("product", product);
  }

  @Override
  public PoolConfiguration configuration() {
    return new AgroalConfiguration();
  }

  @Override
  public PoolGauges gauges() {
    return new AgroalGauges();
  }

  @Override
  public PoolFilling filling() {
    return new AgroalFilling();
  }

  @Override
  public SecondPools secondPools() {
    return new AgroalSecondPools();
  }

  @Override
  public PoolLimits limits() {
    return new AgroalLimits();
  }

  @Override
  public List<Object> parts(Object pool) throws ReflectiveOperationException {
    return Collections.singletonList(factory(pool));
  }

  @Override
  public @Nullable Connection connection(Object opened) throws ReflectiveOperationException {
    return opened.getClass().getName().equals(PLAIN)
        ? (Connection) ReflectiveAccess.of(opened).call("getConnection")
        : null;
  }

  @Override
  public Object openAgain(Object factory, Object ended) throws ReflectiveOperationException {
    return open(factory);
  }

  private static Object open(Object factory) throws ReflectiveOperationException {
    return ReflectiveAccess.of(factory).get("createConnection");
  }

  @Override
  public @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    return connection(open(factory(pool)));
  }

  private static Object factory(Object pool) throws ReflectiveOperationException {
    Object factory = ReflectiveAccess.of(pool).field("connectionFactory");
    if (factory == null) {
      throw new NoSuchFieldException("ConnectionPool.connectionFactory is null");
    }
    return factory;
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    Object config = access.get("getConfiguration");
    AgroalSettings.validate(config);
    try {
      access.set("borrowValidationEnabled", true);
      access.set("idleValidationEnabled", false);
    } catch (NoSuchFieldException before) {
      // 2.0 validates connections that were idle for some time: here, for any.
      AgroalSettings.set(config, "idleValidationTimeout", Duration.ofNanos(1));
      access.set("idleValidationEnabled", true);
    }
    return true;
  }
}

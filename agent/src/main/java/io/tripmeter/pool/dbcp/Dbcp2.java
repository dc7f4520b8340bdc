package io.tripmeter.pool.dbcp;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.boot.PoolState;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apache Commons DBCP 2.0 to 2.14, and Tomcat's copy of it under another package; member names as read in 2.0, 2.1.1, 2.4, 2.9, 2.10, 2.14 and
 * Tomcat 8.5.0, 8.5.100 and 9.0.112. The pool is a GenericObjectPool, its configuration the BasicDataSource that makes it, or the pool
 * itself where an application has made it for a PoolingDataSource. A PoolableConnectionFactory opens its connections.
 */
public final class Dbcp2 implements PoolProduct {
  private final String name;
  private final String prefix;
  private final String poolName;

  /** Made for the first pool: this object is made in every program. */
  private @Nullable Dbcp2Configuration configuration;

  private Dbcp2(String name, String prefix, String poolName) {
    this.name = name;
    this.prefix = prefix;
    this.poolName = poolName;
  }

  public static PoolProduct ofCommons() {
    return new Dbcp2("Apache DBCP 2", "org.apache.commons.dbcp2.", "dbcp2-");
  }

  public static PoolProduct ofTomcat() {
    return new Dbcp2("Tomcat DBCP 2", "org.apache.tomcat.dbcp.dbcp2.", "tomcat-dbcp2-");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String classes() {
    return prefix.replace('.', '/');
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Arrays.asList(
        Weaving.into(prefix + "BasicDataSource")
            .requires("createPoolableConnectionFactory", "startPoolMaintenance()", "close()")
            .advise(advice("begin", product), "createPoolableConnectionFactory")
            .advise(
                advice("end", product).usingAs("connectionPool", "pool"), "startPoolMaintenance()")
            .advise(advice("try", product), "validateConnectionFactory")
            .advise(advice("fail", product), "createDataSource()")
            .advise(advice("closeLender", product).usingAs("connectionPool", "pool"), "close()"),
        Weaving.into(prefix + "PoolingDataSource")
            .requires("getPool()", "getConnection()")
            .advise(advice("lender", product), "<init>(")
            // 2.0 to 2.3, and later ones.
            .advise(advice("borrowOfLender", product).usingAs("_pool", "pool"), "getConnection()")
            .advise(advice("borrowOfLender", product).using("pool"), "getConnection()")
            .advise(advice("readOfLender", product).usingAs("_pool", "pool"), "getConnection()")
            .advise(advice("readOfLender", product).using("pool"), "getConnection()")
            .advise(advice("closeLender", product).usingAs("_pool", "pool"), "close()")
            .advise(advice("closeLender", product).using("pool"), "close()"),
        Weaving.into(prefix + "PoolableConnectionFactory")
            .requires("makeObject()", "getConnectionFactory()")
            .advise(advice("open", product), "makeObject()"),
        Weaving.into(prefix + "DelegatingConnection")
            .requires("activate()", "passivate()", "getDelegateInternal()")
            .advise(advice("take", product).usingAs("_conn", "connection"), "activate()")
            .advise(advice("take", product).using("connection"), "activate()")
            .advise(advice("return", product).usingAs("_conn", "connection"), "passivate()")
            .advise(advice("return", product).using("connection"), "passivate()"),
        Weaving.into(prefix + "PoolableConnection")
            .advise(advice("needlessTest", product), "validate(Ljava/lang/String;")
            .advise(advice("test", product), "validate(Ljava/lang/String;"));
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of("PoolAdvice." + row).with("product", product);
  }

  @Override
  public PoolConfiguration configuration() {
    return known();
  }

  private synchronized Dbcp2Configuration known() {
    Dbcp2Configuration known = configuration;
    if (known == null) {
      known = new Dbcp2Configuration(poolName);
      configuration = known;
    }
    return known;
  }

  @Override
  public PoolGauges gauges() {
    return new Dbcp2Gauges();
  }

  @Override
  public PoolFilling filling() {
    return new Dbcp2Filling();
  }

  @Override
  public SecondPools secondPools() {
    return new Dbcp2SecondPools(prefix);
  }

  @Override
  public PoolLimits limits() {
    return new Dbcp2Limits();
  }

  /** While a BasicDataSource makes the pool, the factory is there and the pool is not. */
  @Override
  public List<Object> parts(Object poolOrFactory) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(poolOrFactory);
    return access.has("getFactory")
        ? Collections.singletonList(access.get("getFactory"))
        : Collections.emptyList();
  }

  /** Of a PooledObject, in it a PoolableConnection, in it the driver's or, with {@code poolPreparedStatements}, a PoolingConnection around that. */
  @Override
  public @Nullable Connection connection(Object opened) throws ReflectiveOperationException {
    Object inner = lentAs(opened);
    while (inner.getClass().getName().startsWith(prefix)) {
      inner = ReflectiveAccess.of(inner).get("getDelegateInternal");
    }
    return (Connection) inner;
  }

  @Override
  public Object lentAs(Object opened) throws ReflectiveOperationException {
    Object connection = ReflectiveAccess.of(opened).get("getObject");
    return ReflectiveAccess.of(connection).get("getDelegateInternal");
  }

  @Override
  public boolean canKeepTried(Object factory) throws ReflectiveOperationException {
    Object connections = ReflectiveAccess.of(factory).get("getConnectionFactory");
    return connections.getClass().getName().equals(prefix + "DriverConnectionFactory");
  }

  @Override
  public Object openAgain(Object factory, Object ended) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(factory);
    Object another = access.get("makeObject");
    access.call("destroyObject", ended);
    return another;
  }

  /** Without an object of the pool's for it, which JMX might keep. */
  @Override
  public @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess factory = ReflectiveAccess.of(ReflectiveAccess.of(pool).get("getFactory"));
    PoolState thread = ThreadState.current().pool();
    thread.setOpening(PoolStats.of(pool));
    try {
      Object opened =
          ReflectiveAccess.of(factory.get("getConnectionFactory")).get("createConnection");
      factory.call("initializeConnection", opened);
      return (Connection) opened;
    } finally {
      thread.setOpening(null);
    }
  }

  @Override
  public @Nullable BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    return known().borrowTest(config);
  }

  @Override
  public boolean testsOnBorrow(Object config) throws ReflectiveOperationException {
    return borrowTest(config) != null
        && Boolean.TRUE.equals(ReflectiveAccess.of(config).call("getTestOnBorrow"));
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess.of(pool).call("setTestOnBorrow", true);
    return true;
  }
}

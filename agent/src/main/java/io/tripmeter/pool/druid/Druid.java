package io.tripmeter.pool.druid;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolFilling;
import io.tripmeter.pool.PoolLimits;
import io.tripmeter.pool.PoolProduct;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alibaba Druid 1.1 and 1.2; member names as read in 1.1.10, 1.1.24, 1.2.8 and 1.2.28. A DruidDataSource is the pool and its configuration.
 * It opens its initial connections on the thread that uses it first.
 */
public final class Druid implements PoolProduct {
  static final String PACKAGE = "com.alibaba.druid.";
  private static final String POOL = PACKAGE + "pool.Druid";

  @Override
  public String name() {
    return "Druid";
  }

  @Override
  public String classes() {
    return "com/alibaba/druid/pool/";
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Arrays.asList(
        Weaving.into(POOL + "DataSource")
            .requires(
                "init()",
                "initFromSPIServiceLoader()",
                "createAndStartCreatorThread()",
                "close()",
                "getConnectionDirect(J)")
            // After Druid has checked its settings, and before it uses them.
            .advise(advice("PoolAdvice.begin", product), "initFromSPIServiceLoader()")
            .advise(advice("PoolAdvice.start", product), "createAndStartCreatorThread()")
            .advise(advice("PoolAdvice.stand", product), "init()")
            .advise(advice("PoolAdvice.close", product), "close()")
            .advise(advice("PoolAdvice.borrow", product), "getConnectionDirect(J)"),
        Weaving.into(POOL + "AbstractDataSource")
            .requires("createPhysicalConnection()", "validateConnection(Ljava/sql/Connection;)V")
            .advise(advice("PoolAdvice.open", product), "createPhysicalConnection()")
            .advise(
                advice("DruidAdvice.testNew", product).using("onFatalError"),
                "validateConnection(Ljava/sql/Connection;)V")
            .advise(
                advice("DruidAdvice.testLent", product).using("onFatalError"),
                "testConnectionInternal(Lcom/alibaba/druid/pool/DruidConnectionHolder;Ljava/sql/Connection;)Z"),
        Weaving.into(POOL + "ConnectionHolder")
            .requires("incrementUseCount()", "reset()")
            .advise(
                advice("PoolAdvice.take", product).usingAs("conn", "connection"),
                "incrementUseCount()")
            .advise(advice("PoolAdvice.return", product).usingAs("conn", "connection"), "reset()"),
        // One that is dropped as broken while it is lent.
        Weaving.into(POOL + "PooledConnection")
            .advise(
                advice("PoolAdvice.return", product).usingAs("conn", "connection"),
                "disable(Ljava/lang/Throwable;)"));
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of(row).with("product", product);
  }

  @Override
  public PoolConfiguration configuration() {
    return new DruidConfiguration();
  }

  @Override
  public PoolGauges gauges() {
    return new DruidGauges();
  }

  @Override
  public PoolFilling filling() {
    return new DruidFilling();
  }

  @Override
  public PoolLimits limits() {
    return new DruidLimits();
  }

  /** Of what {@code createPhysicalConnection} returns, or of the connection in it: filters and Druid itself have wrapped the driver's. */
  @Override
  public @Nullable Connection connection(Object opened) throws ReflectiveOperationException {
    Object inner = opened instanceof Connection ? opened : lentAs(opened);
    while (inner.getClass().getName().startsWith(PACKAGE)) {
      ReflectiveAccess access = ReflectiveAccess.of(inner);
      inner = access.get(access.has("getConnectionRaw") ? "getConnectionRaw" : "getConnection");
    }
    return (Connection) inner;
  }

  @Override
  public Object lentAs(Object opened) throws ReflectiveOperationException {
    return ReflectiveAccess.of(opened).get("getPhysicalConnection");
  }

  static Object open(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(pool).get("createPhysicalConnection");
  }

  static void close(Object opened) throws ReflectiveOperationException {
    ReflectiveAccess.of(ReflectiveAccess.of(opened).get("getPhysicalConnection"))
        .call("close");
  }

  @Override
  public Object openAgain(Object pool, Object ended) throws ReflectiveOperationException {
    Object another = open(pool);
    close(ended);
    return another;
  }

  /** Null with filters: they keep what they have seen opened until they see it closed. */
  @Override
  public @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    Object filters = ReflectiveAccess.of(pool).get("getProxyFilters");
    return ((List<?>) filters).isEmpty() ? connection(open(pool)) : null;
  }

  @Override
  public @Nullable BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    return DruidTest.of(ReflectiveAccess.of(config));
  }

  @Override
  public boolean testsOnBorrow(Object config) throws ReflectiveOperationException {
    return borrowTest(config) != null
        && (Boolean.TRUE.equals(ReflectiveAccess.of(config).call("isTestOnBorrow"))
            || Boolean.TRUE.equals(ReflectiveAccess.of(config).call("isTestWhileIdle")));
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    boolean canTest = access.call("getValidConnectionChecker") != null
        || access.call("getValidationQuery") != null;
    if (canTest) {
      access.call("setTestOnBorrow", true);
    }
    return canTest;
  }
}

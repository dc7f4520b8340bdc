package io.tripmeter.pool.c3p0;

import io.tripmeter.boot.BorrowTest;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * c3p0 0.9.5 to 0.14; member names as read in 0.9.5, 0.9.5.5, 0.10.2, 0.11.2 and 0.14.1. A data source makes its pool at its first use, and
 * one more for each other user. Helper threads open a pool's connections.
 */
public final class C3p0 implements PoolProduct {
  private static final String IMPL = "com.mchange.v2.c3p0.impl.";
  private static final String POOL = IMPL + "C3P0PooledConnectionPool";

  /** It opens, tests and closes the pool's connections. */
  private static final String OPENER = POOL + "$1PooledConnectionResourcePoolManager";

  @Override
  public String name() {
    return "c3p0";
  }

  @Override
  public String classes() {
    return "com/mchange/v2/c3p0/";
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Arrays.asList(
        Weaving.into(POOL + "Manager")
            .requires("createPooledConnectionPool", "getObject")
            .advise(advice("create", product), "createPooledConnectionPool"),
        Weaving.into(POOL)
            .requires("checkoutPooledConnection()", "checkinPooledConnection", "close(Z)")
            .advise(
                BoundAdvice.of("PoolAdvice.borrow").with("product", product),
                "checkoutPooledConnection()")
            .advise(BoundAdvice.of("PoolPartAdvice.lend"), "checkoutPooledConnection()")
            .advise(BoundAdvice.of("PoolPartAdvice.return"), "checkinPooledConnection")
            .advise(advice("checkout", product), "checkoutPooledConnection()")
            .advise(BoundAdvice.of("PoolAdvice.close").with("product", product), "close(Z)"),
        Weaving.into(IMPL + "AbstractPoolBackedDataSource")
            .advise(advice("read", product), "getConnection()"),
        Weaving.into(OPENER)
            .requires("acquireResource()")
            .advise(ofPart("initialize", product), "<init>")
            .advise(ofPart("open", product), "acquireResource()"),
        Weaving.into(IMPL + "DefaultConnectionTester")
            .advise(
                advice("test", product),
                "activeCheckConnection(Ljava/sql/Connection;Ljava/lang/String;[Ljava/lang/Throwable;)I"));
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of("C3p0Advice." + row).with("product", product);
  }

  private static BoundAdvice ofPart(String row, int product) {
    return BoundAdvice.of("PoolPartAdvice." + row)
        .with("product", product)
        .usingAs("this$0", "pool");
  }

  @Override
  public PoolConfiguration configuration() {
    return new C3p0Configuration();
  }

  @Override
  public PoolGauges gauges() {
    return new C3p0Gauges();
  }

  @Override
  public PoolFilling filling() {
    return new C3p0Filling();
  }

  @Override
  public SecondPools secondPools() {
    return new C3p0SecondPools();
  }

  @Override
  public PoolLimits limits() {
    return new C3p0Limits();
  }

  /** Of c3p0's own PooledConnection. Another data source's is its own object, with the driver's connection somewhere in it. */
  @Override
  public @Nullable Connection connection(Object opened) throws ReflectiveOperationException {
    return opened.getClass().getName().startsWith(IMPL)
        ? (Connection) ReflectiveAccess.of(opened).field("physicalConnection")
        : null;
  }

  @Override
  public Object openAgain(Object pool, Object ended) throws ReflectiveOperationException {
    return opener(pool).get("acquireResource");
  }

  @Override
  public @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    return connection(opener(pool).get("acquireResource"));
  }

  @Override
  public @Nullable BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    return C3p0Test.of(config);
  }

  @Override
  public boolean testsOnBorrow(Object config) throws ReflectiveOperationException {
    return borrowTest(config) != null
        && "true".equals(String.valueOf(C3p0Property.value(config, "testConnectionOnCheckout")));
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    opener(pool).set("val$testConnectionOnCheckout", true);
    return true;
  }

  /** What opens its connections. */
  static ReflectiveAccess opener(Object pool) throws ReflectiveOperationException {
    return resources(pool).part("mgr");
  }

  /** The BasicResourcePool that keeps the pool's connections. */
  static ReflectiveAccess resources(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(pool).part("rp");
  }
}

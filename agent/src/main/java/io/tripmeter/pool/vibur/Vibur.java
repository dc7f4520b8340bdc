package io.tripmeter.pool.vibur;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolFilling;
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
 * Vibur DBCP 11 to 26; member names as read in 11.0, 16.0, 22.2, 25.0 and 26.0. The data source is the configuration, and stands for its pool:
 * it opens the initial connections when it is started, on the thread that starts it, and the others for those who borrow them.
 */
public final class Vibur implements PoolProduct {
  private static final String DBCP = "org.vibur.dbcp.";
  private static final String HOLDER = "Lorg/vibur/dbcp/pool/ConnHolder;";

  @Override
  public String name() {
    return "Vibur DBCP";
  }

  @Override
  public String classes() {
    return "org/vibur/dbcp/";
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Arrays.asList(
        Weaving.into(DBCP + "ViburDBCPDataSource")
            .requires("doStart()", "validateConfig()", "terminate()", "getConnection()")
            // A pool is started once: this is called if it is the first time.
            .advise(advice("PoolAdvice.begin", product), "validateConfig()")
            .advise(advice("ViburAdvice.start", product), "doStart()")
            .advise(advice("PoolAdvice.borrow", product), "getConnection()")
            .advise(advice("PoolAdvice.close", product), "terminate()"),
        Weaving.into(DBCP + "pool.ConnectionFactory")
            .requires("create()" + HOLDER, "readyToTake", "destroy")
            .advise(ofPart("initialize", product), "<init>")
            .advise(ofPart("open", product), "create()" + HOLDER),
        Weaving.into(DBCP + "proxy.ConnectionInvocationHandler")
            .advise(advice("ViburAdvice.lend", product), "<init>(" + HOLDER),
        // Up to 11, and later ones.
        Weaving.into(DBCP + "util.PoolOperations")
            .advise(advice("PoolPartAdvice.return", product), "restore(" + HOLDER),
        Weaving.into(DBCP + "pool.PoolOperations")
            .advise(advice("PoolPartAdvice.return", product), "restore(" + HOLDER),
        Weaving.into(DBCP + "util.JdbcUtils")
            .advise(
                advice("ViburAdvice.test", product), "validateConnection", "validateOrInitialize"));
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of(row).with("product", product);
  }

  private static BoundAdvice ofPart(String row, int product) {
    return advice("PoolPartAdvice." + row, product).usingAs("config", "pool");
  }

  @Override
  public PoolConfiguration configuration() {
    return new ViburConfiguration();
  }

  @Override
  public PoolGauges gauges() {
    return new ViburGauges();
  }

  @Override
  public PoolFilling filling() {
    return new ViburFilling();
  }

  /** Of a ConnHolder. */
  @Override
  public @Nullable Connection connection(Object opened) throws ReflectiveOperationException {
    ReflectiveAccess holder = ReflectiveAccess.of(opened);
    return (Connection) holder.call(holder.has("rawConnection") ? "rawConnection" : "value");
  }

  @Override
  public Object openAgain(Object pool, Object ended) throws ReflectiveOperationException {
    ReflectiveAccess factory = factory(pool);
    Object another = factory.get("create");
    factory.call("destroy", ended);
    return another;
  }

  @Override
  public @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    return connection(factory(pool).get("create"));
  }

  static ReflectiveAccess factory(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(ReflectiveAccess.of(pool).get("getConnectionFactory"));
  }

  @Override
  public @Nullable BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    return ViburTest.of(ReflectiveAccess.of(config));
  }

  @Override
  public boolean testsOnBorrow(Object config) throws ReflectiveOperationException {
    return borrowTest(config) != null
        && ReflectiveAccess.of(config).call("getTestConnectionQuery") != null
        && ReflectiveAccess.of(config).number("getConnectionIdleLimitInSeconds") >= 0;
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    return ViburTest.always(ReflectiveAccess.of(pool));
  }
}

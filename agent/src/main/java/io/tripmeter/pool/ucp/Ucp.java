package io.tripmeter.pool.ucp;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolLimits;
import io.tripmeter.pool.PoolProduct;
import io.tripmeter.pool.TestQuery;
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
 * Oracle's Universal Connection Pool 19 to 23, whose sources are not published: by methods of its documented interfaces
 * UniversalConnectionPool and ConnectionFactoryAdapter, and the public classes that declare them, as 19.3, 21.9 and 23.26.4 have them. What calls
 * them was seen in stack traces. A pool is its own configuration, and opens its initial connections on several threads of its own.
 */
public final class Ucp implements PoolProduct {
  private static final String COMMON = "oracle.ucp.common.";
  private static final String JDBC = "oracle.ucp.jdbc.";
  private static final String ASKED = "(Loracle/ucp/ConnectionRetrievalInfo;";
  private static final String POOLED = "(Loracle/ucp/UniversalPooledConnection;";

  @Override
  public String name() {
    return "Oracle UCP";
  }

  @Override
  public String classes() {
    return "oracle/ucp/";
  }

  @Override
  public List<Weaving> weavings(int product) {
    BoundAdvice back = BoundAdvice.of("PoolPartAdvice.return");
    return Arrays.asList(
        Weaving.into(COMMON + "UniversalConnectionPoolBase")
            .requires("start", "stop()", "getConnectionFactoryAdapter()", "getLifeCycleState()")
            .advise(advice("UcpAdvice.start", product), "start")
            .advise(advice("PoolAdvice.close", product), "stop()"),
        Weaving.into(COMMON + "UniversalConnectionPoolImpl")
            .advise(back, "returnConnection" + POOLED, "closeConnection" + POOLED),
        Weaving.into(JDBC + "JDBCConnectionPool")
            .advise(advice("PoolAdvice.borrow", product), "borrowConnection" + ASKED)
            .advise(BoundAdvice.of("PoolPartAdvice.lend"), "borrowConnection" + ASKED),
        Weaving.into(JDBC + "DataSourceConnectionFactoryAdapter")
            .advise(advice("PoolAdvice.open", product), "createConnection" + ASKED),
        Weaving.into(JDBC + "DriverConnectionFactoryAdapter")
            .advise(advice("PoolAdvice.open", product), "createConnection" + ASKED),
        Weaving.into(JDBC + "JDBCConnectionFactoryAdapter")
            .advise(BoundAdvice.of("UcpAdvice.wrap"), "createPooledConnection(Ljava/lang/Object;"));
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of(row).with("product", product);
  }

  @Override
  public PoolConfiguration configuration() {
    return new UcpConfiguration();
  }

  @Override
  public PoolGauges gauges() {
    return new UcpGauges();
  }

  @Override
  public PoolLimits limits() {
    return new UcpLimits();
  }

  /** What opens its connections. */
  @Override
  public List<Object> parts(Object pool) throws ReflectiveOperationException {
    return Collections.singletonList(adapter(pool));
  }

  static Object adapter(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(pool).get("getConnectionFactoryAdapter");
  }

  private static Object open(Object adapter, Object pool) throws ReflectiveOperationException {
    Object asked = ReflectiveAccess.of(pool).get("getConnectionRetrievalInfo");
    Object opened = ReflectiveAccess.of(adapter).call("createConnection", asked);
    if (opened == null) {
      throw new ReflectiveOperationException("createConnection is null");
    }
    return opened;
  }

  @Override
  public Object openAgain(Object adapter, Object ended) throws ReflectiveOperationException {
    return open(adapter, ReflectiveAccess.of(adapter).get("getUniversalConnectionPool"));
  }

  @Override
  public @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    return connection(open(adapter(pool), pool));
  }

  /** A statement of the application's is left to the pool. */
  @Override
  public @Nullable BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    if (access.call("getSQLForValidateConnection") != null) {
      return null;
    }
    int seconds = access.number("getConnectionValidationTimeout");
    return new BorrowTest(seconds > 0 ? seconds : TestQuery.UNLIMITED_SECONDS, 0, false, false);
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    access.call("setValidateConnectionOnBorrow", true);
    access.call("setSecondsToTrustIdleConnection", 0);
    return true;
  }
}

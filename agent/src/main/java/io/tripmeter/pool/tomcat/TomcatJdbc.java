package io.tripmeter.pool.tomcat;

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
 * Tomcat JDBC 8.5 to 11.0, which Spring Boot 1, Dropwizard and Tomcat bring; member names as read in 8.5.0, 8.5.100, 9.0.1, 9.0.112, 10.1.55
 * and 11.0.27. Its pools open their initial connections on the thread that creates them, and read their configuration live.
 */
public final class TomcatJdbc implements PoolProduct {
  private static final String POOL = "org.apache.tomcat.jdbc.pool.";

  /** Constants of PooledConnection. */
  private static final int VALIDATE_BORROW = 1;

  private static final int VALIDATE_INIT = 4;

  @Override
  public String name() {
    return "Tomcat JDBC";
  }

  @Override
  public String classes() {
    return "org/apache/tomcat/jdbc/pool/";
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Arrays.asList(
        Weaving.into(POOL + "ConnectionPool")
            .requires("init", "createConnection", "setupConnection", "close(Z)", "getWaitCount()")
            .advise(
                advice("create", product), "<init>(Lorg/apache/tomcat/jdbc/pool/PoolConfiguration;")
            .advise(advice("fail", product), "init")
            .advise(advice("close", product), "close(Z)")
            .advise(
                advice("borrow", product),
                "getConnection()",
                "getConnection(Ljava/lang/String;Ljava/lang/String;)")
            .advise(advice("read", product), "getConnection()")
            .advise(advice("open", product), "createConnection"),
        Weaving.into(POOL + "PooledConnection")
            .requires("connect()", "reconnect()", "release()", "getHandler()", "setStackTrace")
            .advise(validation("decide").using("connection", "lastValidated"), "doValidate(I)")
            .advise(validation("test").using("connection"), "validate(ILjava/lang/String;)Z")
            .advise(
                BoundAdvice.of("TomcatReconnectAdvice").with("product", product).using("parent"),
                "reconnect()")
            // When a connection is handed out the pool asks for its interceptors, last of all.
            .advise(advice("lend", product).using("connection"), "getHandler()")
            // When it is put back its stack trace is forgotten; a broken or surplus one is closed.
            .advise(
                advice("return", product).using("connection"),
                "setStackTrace(Ljava/lang/String;)",
                "release()"));
  }

  private static BoundAdvice validation(String row) {
    return BoundAdvice.of("TomcatValidationAdvice." + row)
        .with("borrow", VALIDATE_BORROW)
        .with("init", VALIDATE_INIT);
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of("PoolAdvice." + row).with("product", product);
  }

  @Override
  public PoolConfiguration configuration() {
    return new TomcatConfiguration();
  }

  @Override
  public PoolGauges gauges() {
    return new TomcatGauges();
  }

  @Override
  public PoolFilling filling() {
    return new TomcatFilling();
  }

  @Override
  public SecondPools secondPools() {
    return new TomcatSecondPools();
  }

  @Override
  public PoolLimits limits() {
    return new TomcatLimits();
  }

  /** A PooledConnection lives on with another connection in it. */
  @Override
  public Object openAgain(Object pool, Object ended) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(ended);
    access.call("reconnect");
    access.call("validate", VALIDATE_INIT);
    return ended;
  }

  /** In a PooledConnection that the pool does not count. */
  @Override
  public @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    Object entry = ReflectiveAccess.of(pool).call("create", false);
    if (entry == null) {
      return null;
    }
    ReflectiveAccess.of(entry).call("connect");
    ReflectiveAccess.of(entry).call("validate", VALIDATE_INIT);
    return connection(entry);
  }

  @Override
  public @Nullable Connection connection(Object opened) throws ReflectiveOperationException {
    return (Connection) ReflectiveAccess.of(opened).field("connection");
  }

  @Override
  public @Nullable BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    return TomcatTest.of(ReflectiveAccess.of(config));
  }

  @Override
  public boolean testsOnBorrow(Object config) throws ReflectiveOperationException {
    return borrowTest(config) != null
        && Boolean.TRUE.equals(ReflectiveAccess.of(config).call("isTestOnBorrow"));
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess config = ReflectiveAccess.of(TomcatConfiguration.of(pool));
    if (!TomcatConfiguration.canValidate(config)) {
      return false;
    }
    config.call("setTestOnBorrow", true);
    config.call("setValidationInterval", 0L);
    return true;
  }
}

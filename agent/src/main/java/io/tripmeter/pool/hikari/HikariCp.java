package io.tripmeter.pool.hikari;

import io.tripmeter.pool.AsideEntries;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolFilling;
import io.tripmeter.pool.PoolLimits;
import io.tripmeter.pool.PoolProduct;
import io.tripmeter.pool.SecondPools;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Relocatable;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;

/** HikariCP 3.4 to 7.1; member names as read in 3.4.5, 4.0.3, 5.1.0, 6.3.3 and 7.1.0. */
public final class HikariCp implements PoolProduct {
  private static final String POOL = "com.zaxxer.hikari.pool.";

  @Override
  public String name() {
    return "HikariCP";
  }

  @Override
  public String classes() {
    return "com/zaxxer/hikari/";
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Arrays.asList(
        Weaving.into(POOL + "HikariPool")
            .requires(
                "createPoolEntry",
                "checkFailFast",
                "shutdown()",
                "getConnection()",
                "getTotalConnections")
            .advise(advice("create", product), "<init>(Lcom/zaxxer/hikari/HikariConfig;)")
            .advise(
                advice("fail", product),
                "checkFailFast",
                "setMetricRegistry",
                "setMetricsTrackerFactory",
                "setHealthCheckRegistry")
            .advise(advice("close", product), "shutdown()")
            // It does nothing but call the one with a timeout: that one stays small enough to be
            // inlined.
            .advise(advice("borrow", product), "getConnection()")
            .advise(advice("lendToMigration", product), "getConnection()")
            .advise(advice("read", product), "getConnection()"),
        Weaving.into(POOL + "PoolBase")
            .requires("newConnection")
            .advise(advice("fail", product), "initializeDataSource")
            .advise(advice("open", product), "newConnection"),
        Weaving.into(POOL + "PoolEntry")
            .advise(advice("lend", product), "createProxyConnection")
            // A broken one is closed before it is given back.
            .advise(advice("return", product), "recycle", "close()")
            .advise(advice("returnAside", product), "recycle")
            .advise(advice("evictAside", product), "evict"),
        Weaving.into(POOL + "HikariPool$PoolEntryCreator")
            .advise("HikariAddAdvice", "shouldCreateAnotherConnection", "shouldContinueCreating")
            // On an executor whose threads the application may make.
            .advise("TaskAdvice.aside", "call()Ljava/lang/Boolean;"));
  }

  @Override
  public Relocatable relocatable(int product) {
    // What pools without a name are called.
    return new Relocatable(
        classes(), "HikariConfig", "HikariPool-", "pool/HikariPool", weavings(product));
  }

  private static BoundAdvice advice(String row, int product) {
    return BoundAdvice.of("PoolAdvice." + row).with("product", product);
  }

  @Override
  public PoolConfiguration configuration() {
    return new HikariConfiguration();
  }

  @Override
  public PoolGauges gauges() {
    return new HikariGauges();
  }

  @Override
  public PoolFilling filling() {
    return new HikariFilling();
  }

  @Override
  public PoolLimits limits() {
    return new HikariLimits();
  }

  @Override
  public AsideEntries asideEntries() {
    return new HikariEntries();
  }

  @Override
  public Object openAgain(Object pool, Object ended) throws ReflectiveOperationException {
    return openAside(pool);
  }

  @Override
  public Connection openAside(Object pool) throws ReflectiveOperationException {
    return (Connection) HikariEntries.callAside(pool, "newConnection");
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess.of(pool).set("aliveBypassWindowMs", -1L);
    return true;
  }

  @Override
  public boolean testsOnBorrow(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(config).call("getConnectionTestQuery") == null;
  }

  @Override
  public SecondPools secondPools() {
    return new HikariSecondPools();
  }
}

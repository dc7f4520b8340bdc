package io.tripmeter.pool.hikari;

import io.tripmeter.boot.PoolCalls;
import io.tripmeter.pool.AsideEntries;
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
  public List<Weaving> weavings() {
    return Arrays.asList(
        Weaving.into(POOL + "HikariPool")
            .requires(
                "createPoolEntry",
                "checkFailFast",
                "shutdown()",
                "getConnection()",
                "getTotalConnections")
            .advise("HikariCreateAdvice", "<init>(Lcom/zaxxer/hikari/HikariConfig;)")
            .advise(
                "HikariFailFastAdvice",
                "checkFailFast",
                "setMetricRegistry",
                "setMetricsTrackerFactory",
                "setHealthCheckRegistry")
            .advise(advice("PoolCloseAdvice"), "shutdown()")
            .advise("HikariBorrowAdvice", "getConnection()")
            .advise("HikariMigrationAdvice", "getConnection()"),
        Weaving.into(POOL + "PoolBase")
            .requires("newConnection")
            .advise("HikariFailFastAdvice", "initializeDataSource")
            .advise("HikariOpenAdvice", "newConnection"),
        Weaving.into(POOL + "PoolEntry")
            .advise("HikariLendAdvice", "createProxyConnection")
            .advise("HikariReturnAdvice", "recycle")
            .advise("HikariReturnAsideAdvice", "recycle")
            .advise("HikariEvictAsideAdvice", "evict"),
        Weaving.into(POOL + "HikariPool$PoolEntryCreator")
            .advise("HikariAddAdvice", "shouldCreateAnotherConnection", "shouldContinueCreating"));
  }

  private static BoundAdvice advice(String name) {
    return BoundAdvice.of(name).with("product", PoolCalls.HIKARICP);
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
  public Connection openAside(Object pool) throws ReflectiveOperationException {
    return (Connection) HikariEntries.callAside(pool, "newConnection");
  }

  @Override
  public boolean validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess.of(pool).set("aliveBypassWindowMs", -1L);
    return true;
  }
}

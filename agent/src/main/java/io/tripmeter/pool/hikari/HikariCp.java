package io.tripmeter.pool.hikari;

import io.tripmeter.boot.PoolCalls;
import io.tripmeter.pool.DataSources;
import io.tripmeter.pool.PoolProduct;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** HikariCP 3.4 to 7.1; member names as read in 3.4.5, 4.0.3, 5.1.0, 6.3.3 and 7.1.0. */
public final class HikariCp implements PoolProduct {
  private static final String CLASSES = "com/zaxxer/hikari/";
  private static final String POOL = "com.zaxxer.hikari.pool.";

  /** ConcurrentBag.IConcurrentBagEntry.STATE_NOT_IN_USE. */
  private static final int NOT_IN_USE = 0;

  private static final int IN_USE = 1;

  @Override
  public String name() {
    return "HikariCP";
  }

  @Override
  public String classes() {
    return CLASSES;
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
  public String poolName(Object config) throws ReflectiveOperationException {
    return String.valueOf(ReflectiveAccess.of(config).call("getPoolName"));
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    ReflectiveAccess mirror = ReflectiveAccess.of(config);
    Object source = mirror.call("getDataSource");
    Object sourceClass = mirror.call("getDataSourceClassName");
    // PoolBase.initializeDataSource looks at them in this order, in all versions.
    if (source != null) {
      return Target.ofDataSource(source.getClass());
    }
    return sourceClass != null
        ? Target.ofDataSource(sourceClass.toString())
        : Target.ofUrl((String) mirror.call("getJdbcUrl"));
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    ReflectiveAccess mirror = ReflectiveAccess.of(config);
    Object url = mirror.call("getJdbcUrl");
    return url != null
        ? url.toString()
        : DataSources.server(
            mirror.call("getDataSource"), (Properties) mirror.call("getDataSourceProperties"));
  }

  @Override
  public @Nullable String initSql(Object config) throws ReflectiveOperationException {
    return (String) ReflectiveAccess.of(config).call("getConnectionInitSql");
  }

  @Override
  public @Nullable Long read(Object config, PoolSetting setting)
      throws ReflectiveOperationException {
    Object value = ReflectiveAccess.of(config).has("get" + property(setting))
        ? ReflectiveAccess.of(config).call("get" + property(setting))
        : null;
    return value == null ? null : ((Number) value).longValue();
  }

  @Override
  public void write(Object config, PoolSetting setting, long value)
      throws ReflectiveOperationException {
    boolean isCount = setting == PoolSetting.MAX_SIZE || setting == PoolSetting.MIN_IDLE;
    ReflectiveAccess.of(config)
        .call("set" + property(setting), isCount ? (Object) (int) value : (Object) value);
  }

  @Override
  public boolean isDefault(Object config, PoolSetting setting) throws ReflectiveOperationException {
    Long value = read(config, setting);
    if (value == null) {
      return true;
    }
    switch (setting) {
      case MAX_SIZE:
        return value == 10 || value < 0;
      case MIN_IDLE:
        return value < 0 || value.equals(read(config, PoolSetting.MAX_SIZE));
      case MAX_LIFETIME:
        return value == 1_800_000;
      case IDLE_TIMEOUT:
        return value == 600_000;
      case KEEPALIVE:
        return isDefaultKeepalive(config, value);
      case CONNECTION_TIMEOUT:
      default:
        return value == 30_000;
    }
  }

  /** It is off up to 6.1, two minutes since; where that cannot be read, the value counts as the application's. */
  private static boolean isDefaultKeepalive(Object config, Long value)
      throws ReflectiveOperationException {
    try {
      return value.equals(ReflectiveAccess.of(config).field("DEFAULT_KEEPALIVE_TIME"));
    } catch (NoSuchFieldException unknown) {
      return false;
    }
  }

  private static String property(PoolSetting setting) {
    switch (setting) {
      case MAX_SIZE:
        return "MaximumPoolSize";
      case MIN_IDLE:
        return "MinimumIdle";
      case MAX_LIFETIME:
        return "MaxLifetime";
      case IDLE_TIMEOUT:
        return "IdleTimeout";
      case KEEPALIVE:
        return "KeepaliveTime";
      case CONNECTION_TIMEOUT:
      default:
        return "ConnectionTimeout";
    }
  }

  /** PoolBase keeps the connection timeout in a field of its own, which HikariPool.getConnection() reads. */
  @Override
  public void rereadConfiguration(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess mirror = ReflectiveAccess.of(pool);
    Object timeout = mirror.part("config").call("getConnectionTimeout");
    if (timeout != null) {
      mirror.set("connectionTimeout", timeout);
    }
  }

  @Override
  public void validateAlways(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess.of(pool).set("aliveBypassWindowMs", -1L);
  }

  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess mirror = ReflectiveAccess.of(pool);
    ReflectiveAccess config = mirror.part("config");
    // Never more to keep than to have, at any moment.
    config.call("setMinimumIdle", Math.min(minIdle, configured(pool, "getMinimumIdle")));
    config.call("setMaximumPoolSize", max);
    config.call("setMinimumIdle", minIdle);
    int surplus = size(pool) - max;
    for (int state : new int[] {NOT_IN_USE, IN_USE}) {
      Object entries = mirror.part("connectionBag").call("values", state);
      for (Object entry : entries instanceof List ? (List<?>) entries : new ArrayList<>()) {
        if (surplus-- <= 0) {
          return;
        }
        mirror.call("softEvictConnection", entry, "(the pool was made smaller)", false);
      }
    }
  }

  @Override
  public boolean isOpen(Object pool) throws ReflectiveOperationException {
    return Integer.valueOf(0).equals(ReflectiveAccess.of(pool).field("poolState"));
  }

  @Override
  public int size(Object pool) {
    return number(pool, "getTotalConnections");
  }

  @Override
  public @Nullable Object create(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(pool).call("createPoolEntry");
  }

  @Override
  public void add(Object pool, Object created) throws ReflectiveOperationException {
    ReflectiveAccess.of(pool).part("connectionBag").call("add", created);
  }

  @Override
  public void discard(Object created) throws ReflectiveOperationException {
    HikariEntries.discard(created);
  }

  @Override
  public void fill(Object pool) throws ReflectiveOperationException {
    if (pending(pool) > 0) {
      ReflectiveAccess.of(pool).call("addBagItem", pending(pool));
    }
  }

  @Override
  public Connection openAside(Object pool) throws ReflectiveOperationException {
    return (Connection) HikariEntries.callAside(pool, "newConnection");
  }

  @Override
  public Object createAside(Object pool) throws ReflectiveOperationException {
    return HikariEntries.open(pool);
  }

  @Override
  public Connection lend(Object pool, Object created) throws ReflectiveOperationException {
    return HikariEntries.lend(pool, created);
  }

  @Override
  public @Nullable Connection connection(Object created) throws ReflectiveOperationException {
    return HikariEntries.connection(created);
  }

  @Override
  public int idle(Object pool) {
    return number(pool, "getIdleConnections");
  }

  @Override
  public int used(Object pool) {
    return number(pool, "getActiveConnections");
  }

  @Override
  public int pending(Object pool) {
    return number(pool, "getThreadsAwaitingConnection");
  }

  @Override
  public int max(Object pool) {
    return configured(pool, "getMaximumPoolSize");
  }

  @Override
  public int minIdle(Object pool) {
    return configured(pool, "getMinimumIdle");
  }

  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }

  private static int number(Object pool, String getter) {
    try {
      return ReflectiveAccess.of(pool).number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }

  private static int configured(Object pool, String getter) {
    try {
      return ReflectiveAccess.of(pool).part("config").number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}

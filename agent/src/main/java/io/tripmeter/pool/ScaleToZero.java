package io.tripmeter.pool;

import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Address;
import org.jspecify.annotations.Nullable;

/**
 * A server that its provider suspends when it is idle, and that costs money while it is not: the pool shall not keep it awake. Neon's
 * documentation, "Scale to Zero": a compute without activity is suspended, after five minutes unless configured otherwise; the next
 * connection wakes it.
 *
 * <p>What keeps it awake is a query or a new connection: keepalives, and connections that a pool opens in place of expired ones. An open
 * connection does not, but the suspension ends it.
 */
final class ScaleToZero {
  /** Connections that were idle for longer have probably been ended with the server. */
  private static final long SUSPENDED_AFTER_MILLIS = 300_000;

  private static final String WHY =
      "the server is suspended when idle, nothing of the pool's shall keep it awake";
  private static final String WHY_TIMEOUT = "the server is suspended when idle for so long";

  private ScaleToZero() {}

  /**
   * Takes what would keep it awake out of a pool's configuration, except the minimum of idle connections: by that it is seen how many
   * connections the application wants at its start. What the application itself has set stays.
   *
   * @return whether the pool, once it stands, shall keep no connection
   */
  static boolean apply(PoolProduct product, Settings settings, Rewrite rewrite, Object config)
      throws ReflectiveOperationException {
    PoolConfiguration configuration = product.configuration();
    PoolProperties properties = configuration.properties();
    if (!isSuspended(configuration.server(config)) || isToStayAwake(settings)) {
      return false;
    }
    rewrite.byItself(config, PoolSetting.KEEPALIVE, 0, WHY);
    if (settings.isExplicit(PoolSetting.MIN_IDLE.option())) {
      return false;
    }
    Long idleTimeout = properties.read(config, PoolSetting.IDLE_TIMEOUT);
    Long minIdle = properties.read(config, PoolSetting.MIN_IDLE);
    boolean keepsSome =
        rewrite.isApplications(PoolSetting.MIN_IDLE) && minIdle != null && minIdle > 0;
    if (!keepsSome
        && idleTimeout != null
        && (idleTimeout == 0 || idleTimeout > SUSPENDED_AFTER_MILLIS)) {
      rewrite.byItself(config, PoolSetting.IDLE_TIMEOUT, SUSPENDED_AFTER_MILLIS, WHY_TIMEOUT);
    }
    if (product.limits() == null) {
      return false;
    }
    return rewrite.announced(config, PoolSetting.MIN_IDLE, 0, WHY) && !settings.adviseOnly();
  }

  private static boolean isSuspended(@Nullable String server) {
    Address address = server == null ? null : Address.firstOf(server);
    return address != null && address.name().suspendsWhenIdle();
  }

  /** An operator who asks for keepalives on such a server wants it awake, and warm. */
  private static boolean isToStayAwake(Settings settings) {
    return settings.isExplicit(PoolSetting.KEEPALIVE.option())
        && settings.duration(PoolSetting.KEEPALIVE.option()) > 0;
  }
}

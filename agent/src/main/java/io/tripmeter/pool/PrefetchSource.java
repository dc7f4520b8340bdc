package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.session.Connections;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections like a pool's first one: by the same driver, URL and properties. Held by a warm-up until it has ended. */
final class PrefetchSource implements ConnectionSource {
  private final PoolRegistry registry;
  private final ManagedPool managed;
  private final Connections connections;
  private final Driver driver;
  private final String url;
  private final @Nullable Properties info;
  private final PoolStats pool;

  PrefetchSource(
      PoolRegistry registry,
      ManagedPool managed,
      Connections connections,
      Driver driver,
      String url,
      @Nullable Properties info,
      PoolStats pool) {
    this.registry = registry;
    this.managed = managed;
    this.connections = connections;
    this.driver = driver;
    this.url = url;
    this.info = info;
    this.pool = pool;
  }

  /** On a worker's thread, as the pool would open it. */
  @Override
  public @Nullable Connection open() throws SQLException, ReflectiveOperationException {
    registry.setCreating(managed);
    ThreadState.current().pool().setOpening(pool);
    try {
      return connections.open(driver, url, info, pool);
    } finally {
      ThreadState.current().pool().setOpening(null);
      registry.setCreating(null);
    }
  }

  @Override
  public boolean isFor(String otherUrl, @Nullable Properties otherInfo) {
    return url.equals(otherUrl) && Objects.equals(info, otherInfo);
  }
}

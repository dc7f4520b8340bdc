package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connections like a pool's first one: the same driver, URL and properties. Held by a warm-up until it has ended. */
final class PrefetchSource implements WarmUp.Source {
  private final Pools pools;
  private final ManagedPool creation;
  private final Driver driver;
  private final String url;
  private final @Nullable Properties info;
  private final PoolStats pool;

  PrefetchSource(
      Pools pools,
      ManagedPool creation,
      Driver driver,
      String url,
      @Nullable Properties info,
      PoolStats pool) {
    this.pools = pools;
    this.creation = creation;
    this.driver = driver;
    this.url = url;
    this.info = info;
    this.pool = pool;
  }

  @Override
  public @Nullable Connection open() throws SQLException, ReflectiveOperationException {
    return pools.openFor(creation, driver, url, info, pool);
  }

  @Override
  public boolean isFor(String otherUrl, @Nullable Properties otherInfo) {
    return url.equals(otherUrl) && Objects.equals(info, otherInfo);
  }
}

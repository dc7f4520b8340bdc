package io.tripmeter.pool;

import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Places;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** By what a pool is made: its configuration, which may be changed until it is in use, and what was read of it. Any thread. */
final class PoolOrigin {
  private final PoolProduct product;
  private final WeakReference<Object> config;
  private final @Nullable String initSql;

  PoolOrigin(PoolProduct product, Object config) throws ReflectiveOperationException {
    this.product = product;
    this.config = new WeakReference<>(config);
    initSql = product.configuration().initSql(config);
  }

  /** @param name that tells the pool from others with the one that is given */
  static Settings settings(
      PoolProduct product, Settings all, String given, String name, Object config) {
    String[] places;
    try {
      places = Places.of(product.configuration().server(config));
    } catch (ReflectiveOperationException | RuntimeException untold) {
      places = new String[0];
    }
    return all.forPool(given, name, places);
  }

  /** The configuration; null if it is in use, or nobody has it any more. */
  @Nullable
  Object changeable() {
    return config.get();
  }

  void inUse() {
    config.clear();
  }

  @Nullable
  String initSql() {
    return initSql;
  }

  /** Whether only the pool itself can open its connections, the first of which is opened as this user. */
  boolean givesOwnCredentials(@Nullable String user) {
    Object from = config.get();
    try {
      return from != null && product.configuration().givesOwnCredentials(from, user);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return false;
    }
  }
}

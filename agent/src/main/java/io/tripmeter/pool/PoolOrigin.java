package io.tripmeter.pool;

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

package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application's objects that are one pool: the pool itself and its parts, as far as they are known. They are held weakly. Any thread. */
final class PoolIdentity {
  private final PoolProduct product;
  private volatile @Nullable PoolStats stats;
  private volatile List<WeakReference<Object>> parts = Collections.emptyList();

  PoolIdentity(PoolProduct product) {
    this.product = product;
  }

  /** Null as long as no object is known. */
  @Nullable
  PoolStats stats() {
    return stats;
  }

  /** Null if it is not known, or dropped. */
  @Nullable
  Object pool() {
    PoolStats owner = stats;
    return owner == null ? null : owner.pool();
  }

  boolean isDropped() {
    PoolStats owner = stats;
    return owner != null && owner.pool() == null;
  }

  /** The first object that is known. */
  PoolStats is(Object pool, String name) throws ReflectiveOperationException {
    parts = partsOf(pool);
    PoolStats owner = PoolStats.unseen(name, pool);
    stats = owner;
    return owner;
  }

  /** What has opened connections before was perhaps a part of the pool. */
  void becomes(PoolStats owner, Object pool) throws ReflectiveOperationException {
    if (owner.pool() != pool) {
      parts = partsOf(pool);
      owner.stands(pool);
    }
  }

  private List<WeakReference<Object>> partsOf(Object pool) throws ReflectiveOperationException {
    List<WeakReference<Object>> all = new ArrayList<>();
    for (Object part : product.parts(pool)) {
      all.add(new WeakReference<>(part));
    }
    return all;
  }

  /** Whether this can be the pool or a part of it: a thread may use other pools meanwhile. */
  boolean canBe(PoolProduct itsProduct, Object poolOrPart) {
    PoolStats owner = stats;
    return product == itsProduct
        && (owner == null || owner.pool() == poolOrPart || hasPart(poolOrPart));
  }

  boolean hasPart(Object part) {
    for (WeakReference<Object> each : parts) {
      if (each.get() == part) {
        return true;
      }
    }
    return false;
  }
}

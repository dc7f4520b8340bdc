package io.tripmeter.pool;

import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Places;
import org.jspecify.annotations.Nullable;

/** The settings of one pool: what those of all pools say of it, when it was created and whenever it is told to follow them. */
final class OwnSettings {
  private final Settings all;
  private final String given;
  private final String name;
  private final String[] places;
  private final @Nullable PoolReplica replicaOf;
  private final Settings own;

  /**
   * @param name that tells the pool from others with the one that is given
   * @param replicaOf the pool that this one leads to the replica of; null if it is an application's
   */
  OwnSettings(
      PoolProduct product,
      Settings all,
      String given,
      String name,
      @Nullable PoolReplica replicaOf,
      Object config) {
    this.all = all;
    this.given = given;
    this.name = name;
    this.replicaOf = replicaOf;
    places = places(product, config);
    own = now();
  }

  private static String[] places(PoolProduct product, Object config) {
    try {
      return Places.of(product.configuration().server(config));
    } catch (ReflectiveOperationException | RuntimeException untold) {
      return new String[0];
    }
  }

  private Settings now() {
    return replicaOf == null ? all.forPool(given, name, places) : replicaOf.settings();
  }

  /** The names that its keys may have. */
  void tell(PoolKeys keys) {
    keys.seen(given, name, places);
  }

  Settings settings() {
    return own;
  }

  /** Returns what they were before. */
  Settings follow() {
    Settings before = own.now();
    own.become(now());
    return before;
  }
}

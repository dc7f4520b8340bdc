package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The BEGIN of one connection that lifts timeouts; made once for each set of them. Used under the driver's lock on the connection. */
final class LiftedBegin {
  private @Nullable Object like;
  private @Nullable Object made;
  private int lifted;

  /** A query like this BEGIN of the driver's; null if that cannot be. */
  @Nullable
  Object of(Object executor, Object query, int lift) {
    if (like != query || lifted != lift) {
      DriverHooks.Transactions hook = DriverHooks.transactions();
      made = hook == null ? null : hook.begin(executor, query, lift);
      like = query;
      lifted = lift;
    }
    return made;
  }
}

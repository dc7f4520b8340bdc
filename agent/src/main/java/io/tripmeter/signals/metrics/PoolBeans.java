package io.tripmeter.signals.metrics;

import java.util.List;

/** The pools' MBeans. Separate from {@link JmxPoolBeans} because a jlink image may lack java.management. */
interface PoolBeans {
  /** Registers the MBeans of new pools and removes those of closed ones. */
  void refresh(List<WatchedPool> open);

  static PoolBeans orNone() {
    try {
      return new JmxPoolBeans();
    } catch (LinkageError | RuntimeException e) {
      return open -> {};
    }
  }
}

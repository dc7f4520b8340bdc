package io.tripmeter.signals.metrics;

import java.util.List;

/** The pools' MBeans. Apart from {@link JmxPoolBeans} because java.management may be missing in a jlink image. */
interface PoolBeans {
  /** Makes the registered beans those of the pools that are open. */
  void refresh(List<WatchedPool> open);

  static PoolBeans orNone() {
    try {
      return new JmxPoolBeans();
    } catch (LinkageError | RuntimeException e) {
      return open -> {};
    }
  }
}

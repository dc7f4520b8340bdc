package io.tripmeter.signals.jmx;

import io.tripmeter.signals.metrics.PoolsView;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pools' MBeans. Loads JMX with the first refresh. Separate from {@link JmxPoolBeans} because a jlink image may lack java.management. One
 * thread at a time.
 */
public final class PoolBeans implements PoolsView {
  private @Nullable PoolsView beans;

  @Override
  public void refresh(List<WatchedPool> open) {
    PoolsView registered = beans;
    if (registered == null) {
      registered = orNone();
      beans = registered;
    }
    registered.refresh(open);
  }

  private static PoolsView orNone() {
    try {
      return new JmxPoolBeans();
    } catch (LinkageError | RuntimeException e) {
      return open -> {};
    }
  }
}

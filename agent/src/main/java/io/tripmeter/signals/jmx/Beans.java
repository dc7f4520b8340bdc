package io.tripmeter.signals.jmx;

import io.tripmeter.config.RuntimeSettings;
import io.tripmeter.signals.metrics.PoolsView;
import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.statements.TopStatements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans of pools, statements and settings. Loads JMX with the first refresh. Separate from {@link JmxBeans} because a jlink image may lack java.management. One
 * thread at a time.
 */
public final class Beans implements PoolsView {
  private final TopStatements statements;
  private final RuntimeSettings settings;
  private @Nullable PoolsView beans;

  public Beans(TopStatements statements, RuntimeSettings settings) {
    this.statements = statements;
    this.settings = settings;
  }

  @Override
  public void refresh(List<WatchedPool> open) {
    PoolsView registered = beans;
    if (registered == null) {
      registered = orNone();
      beans = registered;
    }
    registered.refresh(open);
  }

  private PoolsView orNone() {
    try {
      return new JmxBeans(statements, settings);
    } catch (LinkageError | RuntimeException e) {
      return open -> {};
    }
  }
}

package io.tripmeter.signals.metrics;

import java.util.List;

/** A view that follows the pools as they come and go. Called on the agent's background thread, one call at a time. */
public interface PoolsView {
  /** @param open the open pools, and an entry for unpooled connections if there were any */
  void refresh(List<WatchedPool> open);
}

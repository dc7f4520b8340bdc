package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import org.jspecify.annotations.Nullable;

/** Sees every statement that ends, on the thread that executed it; for {@code spans=statement}. */
public interface StatementObserver {
  void executed(
      String text, long nanos, long trips, long rows, @Nullable Throwable thrown, PoolStats pool);
}

package io.tripmeter.pool;

import io.tripmeter.reflect.ReflectiveAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives pools the sizes that were decided, without the monitor that these are decided under: a pool closes connections then. Any thread. */
final class Resizing {
  private final Object monitor;

  Resizing(Object monitor) {
    this.monitor = monitor;
  }

  void carryOut(List<BudgetedPool> pools) {
    for (BudgetedPool pool : pools) {
      carryOut(pool);
    }
  }

  /** What is decided meanwhile by others, too: nobody waits for a pool that is being resized. */
  void carryOut(BudgetedPool pool) {
    for (Resize.Begun next = begin(pool); next != null; next = begin(pool)) {
      boolean isDone = false;
      try {
        pool.carryOut(next);
        isDone = true;
        BudgetLines.resized(pool, next.changes, next.resize.isForBudget);
      } catch (ReflectiveOperationException | RuntimeException unknown) {
        BudgetLines.notResized(pool, next.resize, ReflectiveAccess.cause(unknown));
      } finally {
        end(pool, next, isDone);
      }
    }
  }

  private Resize.@Nullable Begun begin(BudgetedPool pool) {
    synchronized (monitor) {
      return pool.begin();
    }
  }

  private void end(BudgetedPool pool, Resize.Begun begun, boolean isDone) {
    synchronized (monitor) {
      pool.end(begun, isDone);
    }
  }
}

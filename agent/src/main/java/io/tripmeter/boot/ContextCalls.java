package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * Called by code inlined into frameworks whose requests have a context each, in which every piece of their work runs, on whatever thread:
 * what runs in it counts for the request. Calls of a thread nest. The context is what a thread is to other servers' requests, so that
 * {@code work.threads=false} changes nothing.
 */
public final class ContextCalls {
  private static final PendingTasks UNITS = new PendingTasks();

  private ContextCalls() {}

  /** What runs in this context from now on is the unit's. Neither of them is kept alive. */
  public static void bind(Object context, UnitOfWork unit) {
    unit.escape();
    UNITS.set(context, unit.reference());
  }

  /** What runs in this context from now on is nobody's. */
  public static void unbind(Object context) {
    UNITS.remove(context);
  }

  /** The unit of this context; null if it has none, or if that has ended and is gone. */
  public static @Nullable UnitOfWork unitOf(Object context) {
    UnitReference unit = UNITS.get(context);
    return unit == null ? null : unit.get();
  }

  public static void begins(@Nullable Object context) {
    ContextState contexts = ThreadState.current().contexts();
    if (UNITS.isEmpty() && contexts.isEmpty()) {
      return;
    }
    UnitReference unit = context == null ? null : UNITS.get(context);
    contexts.push(unit, TaskCalls.enterFor(unit));
  }

  public static void ends() {
    TaskCalls.exit(ThreadState.current().contexts().pop());
  }
}

package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * The unit of work that a virtual thread is started by: it is one task, and counts for the unit. A platform thread may be one of a pool, and
 * outlive the unit by years, so it inherits nothing.
 */
final class InheritedWork {
  /** Whether this Java has virtual threads. */
  static final boolean IS_POSSIBLE = hasVirtualThreads();

  /** Of a thread that has worked for a unit its {@link WorkState}; of one that such a thread has started the {@link UnitOfWork}. */
  private static final InheritableThreadLocal<@Nullable Object> VALUE =
      new InheritableThreadLocal<@Nullable Object>() {
        @Override
        protected @Nullable Object childValue(@Nullable Object parents) {
          return unitOf(parents);
        }
      };

  private InheritedWork() {}

  /** In a constructor of Thread: nothing may be thrown. */
  private static @Nullable UnitOfWork unitOf(@Nullable Object parents) {
    try {
      UnitOfWork unit = parents instanceof WorkState ? ((WorkState) parents).unit : null;
      if (unit != null) {
        unit.escape();
      }
      return unit;
    } catch (Throwable broken) {
      return null;
    }
  }

  private static boolean hasVirtualThreads() {
    try {
      Thread.class.getMethod("isVirtual");
      return true;
    } catch (NoSuchMethodException beforeJava21) {
      return false;
    }
  }

  /** Threads that this thread starts from now on inherit what it works for then. */
  static void by(WorkState work) {
    VALUE.set(work);
  }

  /** The state of this thread is made: a virtual thread goes on with the unit that it was started by. */
  static void into(WorkState work) {
    Object value = VALUE.get();
    if (!(value instanceof UnitOfWork)) {
      return;
    }
    // java.lang.VirtualThread, or java.lang.ThreadBuilders$BoundVirtualThread.
    if (Thread.currentThread().getClass().getName().endsWith("VirtualThread")) {
      work.carry((UnitOfWork) value);
    } else {
      VALUE.remove();
    }
  }
}

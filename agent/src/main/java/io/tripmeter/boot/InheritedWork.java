package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * The unit of work that a virtual thread is started by: it is one task, and counts for the unit. A platform thread may be one of a pool, and
 * outlive the unit by years, so it inherits nothing.
 */
final class InheritedWork {
  /** Whether this Java has virtual threads. */
  static final boolean IS_POSSIBLE = hasVirtualThreads();

  /** Of a thread that has worked for a unit its {@link WorkState}; of one that such a thread has started a reference to the unit. */
  private static final InheritableThreadLocal<@Nullable Object> VALUE =
      new InheritableThreadLocal<@Nullable Object>() {
        @Override
        protected @Nullable Object childValue(@Nullable Object parents) {
          return unitOf(parents);
        }
      };

  private InheritedWork() {}

  /** In a constructor of Thread: nothing may be thrown. */
  private static @Nullable Object unitOf(@Nullable Object parents) {
    try {
      if (parents instanceof UnitReference) {
        // The parent has not looked yet at what it has inherited.
        boolean isAlive = ((UnitReference) parents).live() != null;
        return isAlive && isVirtual(Thread.currentThread()) ? parents : null;
      }
      UnitOfWork unit = parents instanceof WorkState ? ((WorkState) parents).live() : null;
      if (unit == null) {
        return null;
      }
      unit.escape();
      return unit.reference();
    } catch (Throwable broken) {
      return null;
    }
  }

  /** java.lang.VirtualThread, or java.lang.ThreadBuilders$BoundVirtualThread. */
  private static boolean isVirtual(Thread thread) {
    return thread.getClass().getName().endsWith("VirtualThread");
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
    if (!(value instanceof UnitReference)) {
      return;
    }
    VALUE.remove();
    if (isVirtual(Thread.currentThread())) {
      work.carry((UnitReference) value);
    }
  }
}

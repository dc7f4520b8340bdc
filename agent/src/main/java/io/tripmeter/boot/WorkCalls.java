package io.tripmeter.boot;

import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Called by the code that is inlined where units of work begin and end. Such calls nest: the outermost is the unit. */
public final class WorkCalls {
  private WorkCalls() {}

  /**
   * A call begins on this thread.
   *
   * @param kind index in the agent's list of kinds
   * @return the unit to give to {@link #exit}; null for a call that is a part of a unit and nothing more
   */
  public static @Nullable UnitOfWork enter(int kind, Object subject) {
    ThreadState thread = ThreadState.current();
    WorkState work = thread.work;
    UnitOfWork around = work.live();
    WorkHooks.Units hook = WorkHooks.units();
    if (around != null
        && hook != null
        && work.isTaskOf(around)
        && hook.standsAlone(kind, around, thread.isInContextOf(around))) {
      around = null;
    }
    if (around != null && around.knows(kind)) {
      return null;
    }
    if (hook == null || thread.agentThread) {
      return null;
    }
    UnitOfWork unit = hook.begin(kind, subject, around);
    if (unit != null && unit != around) {
      if (unit.isOf(kind)) {
        work.enter(unit);
      } else {
        work.enter(unit, kind);
      }
    }
    return unit;
  }

  public static void exit(
      int kind,
      @Nullable UnitOfWork unit,
      Object subject,
      @Nullable Object response,
      @Nullable Throwable thrown) {
    if (unit == null) {
      return;
    }
    WorkState work = ThreadState.current().work;
    WorkHooks.Units hook = WorkHooks.units();
    if (unit.isOf(kind)) {
      work.exit();
    } else if (work.goesOnBy(kind, unit)) {
      work.exit();
      if (hook != null) {
        hook.callEnds(unit, thrown);
      }
      return;
    }
    if (hook != null) {
      hook.end(kind, unit, subject, response, thrown);
    }
  }

  /** The same where only this call knows something that its kind is to be told of before. */
  public static @Nullable UnitOfWork enter(int kind, int event, Object subject, Object what) {
    tell(kind, event, subject, what);
    return enter(kind, subject);
  }

  /** Something happens to a subject, on any thread, that its kind has asked to be told of. */
  public static void tell(int kind, int event, Object subject, @Nullable Object what) {
    WorkHooks.Units hook = WorkHooks.units();
    if (hook != null && subject != null) {
      hook.tell(kind, event, subject, what);
    }
  }

  /** The library has completed a subject whose unit outlives its calls. */
  public static void complete(int kind, @Nullable Object subject) {
    WorkHooks.Units hook = WorkHooks.units();
    if (hook != null && subject != null) {
      hook.complete(kind, subject);
    }
  }

  /** Something inside of this thread's unit knows it by a better name, such as a route. */
  public static void name(int kind, @Nullable Object subject) {
    UnitOfWork unit = ThreadState.current().work.live();
    WorkHooks.Units hook = WorkHooks.units();
    if (unit != null && hook != null && subject != null) {
      hook.name(kind, unit, subject);
    }
  }

  /** The unit of a task that is about to be handed to another thread, and tells whom it works for, which need not be this thread's. */
  public static @Nullable UnitOfWork unitOf(int kind, @Nullable Runnable task) {
    WorkHooks.Units hook = WorkHooks.units();
    return task == null || hook == null || !TaskCalls.isOn() ? null : hook.unitOf(kind, task);
  }

  /** This task is going to work for the unit, if there is one. */
  public static @Nullable Runnable carry(@Nullable UnitOfWork unit, @Nullable Runnable task) {
    if (unit == null || task == null || task instanceof CarriedTask) {
      return task;
    }
    unit.escape();
    return new CarriedTask(unit, task);
  }

  /** What this thread does outside of any other unit is this unit's cost, and nothing more of it: it has no spans and no log lines. */
  public static void program(UnitOfWork unit) {
    ThreadState.current().work.program = unit;
  }

  /** A task that this thread's unit of work hands to another thread: it counts for the unit there. */
  public static @Nullable Runnable carry(@Nullable Runnable task) {
    return carry(ThreadState.current().work.unit, task);
  }

  /**
   * A task that works for this subject on another thread: it is one more call of the subject's unit. An executor of the application's own
   * class gets its task as it is, because it may know the task's class; so does one that may compare its tasks.
   *
   * @param executor null for the library's own
   */
  public static @Nullable Runnable call(
      int kind, Object subject, @Nullable Object executor, @Nullable Runnable task) {
    if (task == null
        || task instanceof Comparable
        || WorkHooks.units() == null
        || !takesAnyTask(executor)) {
      return task;
    }
    return new CallTask(kind, subject, task);
  }

  private static boolean takesAnyTask(@Nullable Object executor) {
    if (executor == null) {
      return true;
    }
    if (executor instanceof ThreadPoolExecutor
        && ((ThreadPoolExecutor) executor).getQueue() instanceof PriorityBlockingQueue) {
      return false;
    }
    String name = executor.getClass().getName();
    return name.startsWith("java.util.concurrent.")
        || name.startsWith("org.xnio.")
        || name.startsWith("io.undertow.");
  }
}

package io.tripmeter.boot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Called by code inlined into the JDK's executors: a task that a unit of work hands to one counts for the unit, on whatever thread it runs.
 * Tasks stay the objects that they are, because queues, rejection handlers and {@code remove} know them. Without a unit a call costs a look at
 * the thread's state, and with no task under way one read of a field.
 */
public final class TaskCalls {
  private static final PendingTasks PENDING = new PendingTasks();

  private static volatile boolean carries;

  private TaskCalls() {}

  /** From now on, or no longer. */
  public static void carry(boolean on) {
    carries = on;
  }

  static boolean isOn() {
    return carries;
  }

  static boolean nothingIsPending() {
    return PENDING.isEmpty();
  }

  /** An executor is given this task, which it may be given again before it runs. */
  public static void submitted(Object executor, @Nullable Object task) {
    if (!carries || task == null) {
      return;
    }
    UnitOfWork unit = ThreadState.current().work.live();
    if (unit != null) {
      if (!SharedTasks.contains(task) && !LibraryExecutors.contains(executor) && !isNoted(task)) {
        unit.escape();
        PENDING.add(task, unit.reference());
      }
    } else if (!PENDING.isEmpty() && !isStage(task)) {
      PENDING.addNobodys(task);
    }
  }

  /** A scheduler is given this task. One that is to run later, or again and again, is not a part of what is done now. */
  public static void scheduled(Object executor, @Nullable Object task) {
    if (carries
        && task instanceof RunnableScheduledFuture
        && !((RunnableScheduledFuture<?>) task).isPeriodic()
        && ((RunnableScheduledFuture<?>) task).getDelay(TimeUnit.NANOSECONDS) <= 0) {
      submitted(executor, task);
    }
  }

  /** A stage of a CompletableFuture is handed to its executor by whoever completes the one before. */
  private static boolean isNoted(Object task) {
    return isStage(task) && PENDING.contains(task);
  }

  private static boolean isStage(Object task) {
    return task instanceof CompletableFuture.AsynchronousCompletionTask;
  }

  /** A stage is attached to a CompletableFuture, to run on this executor: it is the work of who attaches it. */
  public static void attached(Object stage, @Nullable Object executor) {
    if (carries && executor != null) {
      UnitOfWork unit = ThreadState.current().work.live();
      if (unit != null) {
        unit.escape();
        PENDING.set(stage, unit.reference());
      }
    }
  }

  /** A fork-join pool is given this task, which runs once. The scheduler of virtual threads is one, too; its tasks are the threads' parts. */
  public static void pushed(Object executor, @Nullable Object task) {
    if (carries && !LibraryExecutors.contains(executor)) {
      forked(task);
    }
  }

  /** A task that runs once is given to the pool of this thread, or to the common one. */
  public static void forked(@Nullable Object task) {
    if (!carries || task == null) {
      return;
    }
    UnitOfWork unit = ThreadState.current().work.live();
    if (unit != null && !isNoted(task)) {
      unit.escape();
      PENDING.set(task, unit.reference());
    }
  }

  /** A library's executor has put a task that it is given into one of its own, which runs once. */
  public static void wrapped(Object own, @Nullable Object task) {
    if (task != null && !SharedTasks.contains(task)) {
      forked(own);
    }
  }

  /** A thread pool's new worker begins with this task. */
  public static void assigned(Object worker, @Nullable Object firstTask) {
    if (carries && firstTask != null && !PENDING.isEmpty()) {
      UnitReference unit = PENDING.take(firstTask);
      if (unit != null) {
        PENDING.set(worker, unit);
      }
    }
  }

  /** A thread pool's worker is about to run this task, or to begin with its first one, for which the worker itself stands. */
  public static void begins(@Nullable Object task) {
    if (carries && task != null && !PENDING.isEmpty()) {
      UnitReference unit = PENDING.take(task);
      if (unit != null) {
        ThreadState.current().work.carry(unit);
      }
    }
  }

  /** A thread pool's worker has run a task. */
  public static void ended() {
    if (carries) {
      ThreadState.current().work.putDown();
    }
  }

  /**
   * A task of a ForkJoinPool is about to run, perhaps on a thread that waits for another one.
   *
   * @return what {@link #exit} needs; null if the task is nobody's, or of the unit that the thread works for
   */
  public static @Nullable Object enter(Object task) {
    if (!carries || PENDING.isEmpty()) {
      return null;
    }
    return enterFor(PENDING.take(task));
  }

  /** A task of this unit is about to run. */
  static @Nullable Object enterFor(@Nullable UnitReference unit) {
    if (unit == null) {
      return null;
    }
    WorkState work = ThreadState.current().work;
    if (work.unit != null && work.unit == unit.get()) {
      return null;
    }
    Object before = new Before(work);
    work.carry(unit);
    return before;
  }

  /**
   * A part of a coroutine is made on this thread, a callback of a future or a subscriber: each of its runs is the work of who makes it, and not
   * of the thread that resumes it.
   */
  public static void made(Object continuation) {
    if (carries) {
      UnitReference unit = ThreadState.current().work.reference();
      if (unit != null) {
        PENDING.keep(continuation, unit);
      }
    }
  }

  /**
   * What was {@link #made} is about to run, perhaps inside of a task or a call of the thread that has resumed it. What nobody made is nobody's: a
   * listener that the application launched at its start is woken by all requests.
   *
   * @return what {@link #exit} needs
   */
  public static @Nullable Object resume(Object continuation) {
    if (!carries) {
      return null;
    }
    UnitReference unit = PENDING.isEmpty() ? null : PENDING.take(continuation);
    WorkState work = ThreadState.current().work;
    if (unit == null ? !work.worksForAny() : work.unit != null && work.unit == unit.get()) {
      return null;
    }
    Object before = new Before(work);
    if (unit == null) {
      work.carryNobodys();
    } else {
      work.carry(unit);
    }
    return before;
  }

  /**
   * What this thread does now is nobody's, although a task of a unit has made it begin.
   *
   * @return what {@link #exit} needs
   */
  public static @Nullable Object aside() {
    WorkState work = ThreadState.current().work;
    if (!work.carriesAny()) {
      return null;
    }
    Object before = new Before(work);
    work.carryNobodys();
    return before;
  }

  public static void exit(@Nullable Object before) {
    if (before != null) {
      ((Before) before).restore(ThreadState.current().work);
    }
  }

  /** What a thread carried before it ran a task of another unit. */
  private static final class Before {
    private final @Nullable UnitOfWork carried;
    private final int depth;
    private final @Nullable UnitReference late;

    Before(WorkState work) {
      carried = work.carried;
      depth = work.carriedDepth();
      late = work.late;
    }

    void restore(WorkState work) {
      work.putDown(carried, depth, late);
    }
  }
}

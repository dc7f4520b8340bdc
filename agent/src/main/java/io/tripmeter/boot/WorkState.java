package io.tripmeter.boot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The unit of work that a thread works for. */
final class WorkState {
  private static final @Nullable UnitOfWork[] NONE = new UnitOfWork[0];
  private static final int[] NO_KINDS = new int[0];

  @Nullable
  UnitOfWork unit;

  /** Of the main thread alone: what it does outside of any other unit, in case the program is one. */
  @Nullable
  UnitOfWork program;

  /** The unit whose task this thread runs: a call that begins on it may be another unit's all the same. */
  @Nullable
  UnitOfWork carried;

  private int carriedDepth;

  /** The unit whose task this thread runs, if it had ended when the task began. What the task does is no part of the unit. */
  @Nullable
  UnitReference late;

  /** Whether threads that this one starts inherit {@link #unit}. */
  private boolean inherited;

  /** The units that go on when those inside of them end, the outermost first: a request that a job serves is a unit of its own. */
  private @Nullable UnitOfWork[] around = NONE;

  /** Calls on this thread that a unit began in, or went on. Most threads have one at a time, and nothing around it. */
  private int depth;

  /** By depth: the kind of the call that goes on with a unit of another kind, plus one; 0 for any other. */
  private int[] goesOnBy = NO_KINDS;

  /** Whose cost this thread's work is; null for nobody's. */
  @Nullable
  UnitOfWork payer() {
    UnitOfWork working = unit;
    return working != null ? working : program;
  }

  /** A round trip of this thread, on a link that takes so many nanoseconds. */
  void trip(TripKind kind, long link) {
    UnitOfWork payer = payer();
    if (payer != null) {
      payer.cost.trip(kind, link);
    } else if (late != null) {
      late.countLate();
    }
  }

  /** As {@link WorkCost#trace}. */
  void trace(int kind, long start, long end, PoolStats pool, @Nullable String text) {
    UnitOfWork working = unit;
    if (working != null) {
      working.cost.trace(kind, start, end, pool, text);
    }
  }

  /** The unit, unless it has ended meanwhile: this thread may run a task that outlives it. */
  @Nullable
  UnitOfWork live() {
    UnitOfWork working = unit;
    return working == null || working.isOver() ? null : working;
  }

  /** Whose task this thread runs, or whose call: what the thread makes now is a part of it, even if it has ended. */
  @Nullable
  UnitReference reference() {
    UnitOfWork working = unit;
    if (working == null) {
      return late;
    }
    working.escape();
    return working.reference();
  }

  /** This thread runs a task, and not one of its own call. */
  boolean carriesAny() {
    return carried != null || late != null;
  }

  /** This thread runs a task, or a call of its own. */
  boolean worksForAny() {
    return unit != null || carriesAny();
  }

  /** This thread runs a task of nobody's. */
  void carryNobodys() {
    enter(null);
    carried = null;
    carriedDepth = depth;
    late = null;
  }

  /** This thread runs a task of the unit. */
  void carry(UnitReference of) {
    UnitOfWork live = of.live();
    enter(live);
    carried = live;
    carriedDepth = depth;
    late = live == null ? of : null;
  }

  /** Whether this thread runs a task of this unit, and no call has begun in the task. */
  boolean isTaskOf(UnitOfWork of) {
    return of == carried && depth == carriedDepth;
  }

  /** A task that ran inside of another one has ended. */
  void putDown(@Nullable UnitOfWork before, int depthBefore, @Nullable UnitReference lateBefore) {
    exit();
    carried = before;
    carriedDepth = depthBefore;
    late = lateBefore;
  }

  int carriedDepth() {
    return carriedDepth;
  }

  /** The task that the thread ran has ended, and with it whatever began in it. */
  void putDown() {
    if (carriesAny()) {
      carried = null;
      late = null;
      unit = null;
      depth = 0;
      Arrays.fill(around, null);
      Arrays.fill(goesOnBy, 0);
    }
  }

  /** A unit begins on this thread, or goes on; null: what follows is none's. */
  void enter(@Nullable UnitOfWork inner) {
    if (unit != null) {
      if (depth >= around.length) {
        around = Arrays.copyOf(around, depth + 4);
      }
      around[depth] = unit;
    }
    depth++;
    unit = inner;
    if (!inherited && InheritedWork.IS_POSSIBLE && TaskCalls.isOn()) {
      inherited = true;
      InheritedWork.by(this);
    }
  }

  /** A call of this kind goes on with a unit of another kind. */
  void enter(UnitOfWork other, int kind) {
    enter(other);
    if (depth >= goesOnBy.length) {
      goesOnBy = Arrays.copyOf(goesOnBy, depth + 4);
    }
    goesOnBy[depth] = kind + 1;
  }

  /** Whether the call that has entered last is one of this kind, which has gone on with this unit of another kind. */
  boolean goesOnBy(int kind, UnitOfWork with) {
    return unit == with && depth < goesOnBy.length && depth > 0 && goesOnBy[depth] == kind + 1;
  }

  /** The call ends for which {@link #enter} was called last. */
  void exit() {
    if (depth > 0 && depth < goesOnBy.length) {
      goesOnBy[depth] = 0;
    }
    depth--;
    unit = null;
    if (depth < around.length) {
      unit = around[depth];
      around[depth] = null;
    }
  }
}

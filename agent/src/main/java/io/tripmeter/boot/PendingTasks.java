package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * The units of work of tasks that wait to run, by the task's identity. A task that is dropped is forgotten with it. A task object that several
 * units have handed out at once, or a unit and then somebody without one, counts for nobody: it cannot be told which of its runs is whose.
 */
final class PendingTasks {
  private final WeakIdentities<Slot> slots = new WeakIdentities<>();

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** One run more of this task is the unit's. */
  void add(Object task, UnitReference unit) {
    while (true) {
      Slot slot = slots.putIfAbsent(task, new Slot(unit));
      if (slot == null || slot.add(unit)) {
        return;
      }
    }
  }

  /** One run more of this task is nobody's: those that are pending are not told from it. */
  void addNobodys(Object task) {
    Slot slot = slots.get(task);
    if (slot != null) {
      slot.add(null);
    }
  }

  /** The next run of this task is the unit's, whatever was before. */
  void set(Object task, UnitReference unit) {
    slots.put(task, new Slot(unit));
  }

  /** Every run of this task is the unit's, as long as the task exists. */
  void keep(Object task, UnitReference unit) {
    Slot slot = new Slot(unit);
    slot.runs = Slot.ALL;
    slots.put(task, slot);
  }

  boolean contains(Object task) {
    return slots.contains(task);
  }

  /** The unit that was set for this object; null if there is none. */
  @Nullable
  UnitReference get(Object task) {
    Slot slot = slots.get(task);
    return slot == null ? null : slot.unit;
  }

  void remove(Object task) {
    slots.remove(task);
  }

  /** The unit of the run that begins now, which may have ended; null if the run is nobody's. */
  @Nullable
  UnitReference take(Object task) {
    Slot slot = slots.get(task);
    if (slot == null) {
      return null;
    }
    synchronized (slot) {
      if (slot.runs == 0) {
        return null;
      }
      if (slot.runs != Slot.ALL && --slot.runs == 0) {
        slots.remove(task, slot);
      }
      return slot.unit;
    }
  }

  private static final class Slot {
    /** {@link #runs} of a task that is never removed. */
    static final int ALL = -1;

    /** Null if the runs are several units'. A unit itself leads to its request, and that may lead to the task. */
    @Nullable
    UnitReference unit;

    /** Pending; 0 once the slot is removed. */
    int runs = 1;

    Slot(UnitReference unit) {
      this.unit = unit;
    }

    /** False if the slot is removed. */
    synchronized boolean add(@Nullable UnitReference more) {
      if (runs == 0) {
        return false;
      }
      if (runs == ALL) {
        return true;
      }
      runs++;
      if (unit != more) {
        unit = null;
      }
      return true;
    }
  }
}

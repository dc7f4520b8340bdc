package io.tripmeter.boot;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The units of work of tasks that wait to run, by the task's identity. A task that is dropped is forgotten with it. A task object that several
 * units have handed out at once, or a unit and then somebody without one, counts for nobody: it cannot be told which of its runs is whose.
 */
final class PendingTasks {
  private final ConcurrentHashMap<Object, Slot> slots = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** One run more of this task is the unit's. */
  void add(Object task, UnitReference unit) {
    forgetDropped();
    Key key = new Key(task, dropped);
    while (true) {
      Slot slot = slots.putIfAbsent(key, new Slot(unit));
      if (slot == null || slot.add(unit)) {
        return;
      }
    }
  }

  /** One run more of this task is nobody's: those that are pending are not told from it. */
  void addNobodys(Object task) {
    Slot slot = slots.get(new Probe(task));
    if (slot != null) {
      slot.add(null);
    }
  }

  /** The next run of this task is the unit's, whatever was before. */
  void set(Object task, UnitReference unit) {
    forgetDropped();
    slots.put(new Key(task, dropped), new Slot(unit));
  }

  /** Every run of this task is the unit's, as long as the task exists. */
  void keep(Object task, UnitReference unit) {
    forgetDropped();
    Slot slot = new Slot(unit);
    slot.runs = Slot.ALL;
    slots.put(new Key(task, dropped), slot);
  }

  boolean contains(Object task) {
    return slots.containsKey(new Probe(task));
  }

  /** The unit that was set for this object; null if there is none. */
  @Nullable
  UnitReference get(Object task) {
    Slot slot = slots.get(new Probe(task));
    return slot == null ? null : slot.unit;
  }

  void remove(Object task) {
    slots.remove(new Probe(task));
  }

  /** The unit of the run that begins now, which may have ended; null if the run is nobody's. */
  @Nullable
  UnitReference take(Object task) {
    Probe probe = new Probe(task);
    Slot slot = slots.get(probe);
    if (slot == null) {
      return null;
    }
    synchronized (slot) {
      if (slot.runs == 0) {
        return null;
      }
      if (slot.runs != Slot.ALL && --slot.runs == 0) {
        slots.remove(probe, slot);
      }
      return slot.unit;
    }
  }

  private void forgetDropped() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      slots.remove(gone);
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

  /** Equal to another key of the same task, and to a probe for it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object task, ReferenceQueue<Object> dropped) {
      super(task, dropped);
      hash = System.identityHashCode(task);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object task = get();
      return task != null && other instanceof Key && ((Key) other).get() == task;
    }
  }

  /** For a look-up. */
  private static final class Probe {
    private final Object task;

    Probe(Object task) {
      this.task = task;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key && ((Key) other).get() == task;
    }
  }
}

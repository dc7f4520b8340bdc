package io.tripmeter.boot;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The statements that are running now, for a thread of the agent that looks at them now and then. Used only if that is configured. Nothing is
 * allocated and no lock is taken: a statement claims a slot while it runs. With more running statements than slots the others are not seen.
 */
public final class RunningStatements {
  public static final int SLOTS = 1024;

  private static final int PROBES = 16;
  static final int NONE = -1;

  private final AtomicReferenceArray<@Nullable Thread> threads = new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<@Nullable Object> executors =
      new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<@Nullable String> texts = new AtomicReferenceArray<>(SLOTS);

  /** {@link System#nanoTime()}; 0 while the slot is free or being filled. So what is read between two equal ones belongs together. */
  private final AtomicLongArray starts = new AtomicLongArray(SLOTS);

  /**
   * @param hint the slot that this thread had last
   * @return the slot, or {@link #NONE}
   */
  int begin(int hint, Object executor, @Nullable String text, long start) {
    Thread thread = Thread.currentThread();
    int first = hint == NONE ? (int) (thread.getId() * 0x9E3779B9L) : hint;
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = (first + probe) & (SLOTS - 1);
      if (threads.get(slot) == null && threads.compareAndSet(slot, null, thread)) {
        executors.lazySet(slot, executor);
        texts.lazySet(slot, text);
        starts.lazySet(slot, start);
        return slot;
      }
    }
    return NONE;
  }

  void end(int slot) {
    starts.lazySet(slot, 0);
    texts.lazySet(slot, null);
    executors.lazySet(slot, null);
    threads.lazySet(slot, null);
  }

  /** {@link System#nanoTime()} at the begin of the statement in this slot; 0 if there is none. */
  public long start(int slot) {
    return starts.get(slot);
  }

  /** The statement in this slot; null if it is not the one that began then. */
  public @Nullable RunningStatement get(int slot, long start) {
    Thread thread = threads.get(slot);
    Object executor = executors.get(slot);
    String text = texts.get(slot);
    boolean same = start != 0 && starts.get(slot) == start;
    return same && thread != null && executor != null
        ? new RunningStatement(thread, executor, text, slot, start)
        : null;
  }
}

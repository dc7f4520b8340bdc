package io.tripmeter.boot;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What code inlined into the driver calls so that timeouts of ours are in force for what they are meant for, see {@link SessionTimeouts}.
 * Callers ask {@link #areCarried} first. Nothing here allocates unless something has to be sent.
 */
public final class TimeoutCalls {
  private static volatile boolean carried;

  private TimeoutCalls() {}

  /** From now on a connection of this JVM may carry timeouts of ours. */
  public static void carry() {
    carried = true;
  }

  public static boolean areCarried() {
    return carried;
  }

  /** A statement begins that has this query timeout of the application's, in milliseconds; 0 for none. */
  public static void enterTimed(long millis) {
    ThreadState.current().timeouts().queryTimeout = millis;
  }

  public static void exitTimed() {
    ThreadState.current().timeouts().queryTimeout = 0;
  }

  /** The driver has parsed a text. */
  public static void parsed(@Nullable String text) {
    // What the agent sets itself is ours.
    if (text != null && !ThreadState.current().agentThread) {
      TouchedTimeouts.parsed(text);
    }
  }

  /** Whether some text of the application's sets one of the timeouts itself. */
  public static boolean areTouched() {
    return TouchedTimeouts.any();
  }

  /** A batch begins, whose entries' texts follow. */
  public static void executesBatch() {
    ThreadState.current().timeouts().touches = 0;
  }

  /** One of a batch's texts is executed. */
  public static void executesToo(@Nullable String text) {
    ThreadState thread = ThreadState.current();
    if (text != null && !thread.agentThread) {
      TimeoutState state = thread.timeouts();
      state.touches = TouchedTimeouts.both(state.touches, TouchedTimeouts.byExecuting(text));
    }
  }

  /** A text is executed. */
  public static void executes(@Nullable String text) {
    ThreadState thread = ThreadState.current();
    if (text != null) {
      thread.timeouts().touches = thread.agentThread ? 0 : TouchedTimeouts.byExecuting(text);
    }
  }

  /** A call begins that will send something of its own when it has the driver's lock. */
  public static void arm(boolean begins) {
    TimeoutState state = ThreadState.current().timeouts();
    state.isArmed = true;
    state.begins = begins;
  }

  /** More rows are fetched from a cursor. */
  public static void enterFetch(Object executor, Object cursor) {
    ThreadState thread = ThreadState.current();
    SessionTimeouts timeouts = of(thread, executor);
    if (timeouts != null) {
      TimeoutState state = thread.timeouts();
      state.queryTimeout = timeouts.cursors().of(cursor);
      state.isArmed = true;
      state.begins = false;
    }
  }

  /** The call that was {@linkplain #arm armed} has the lock: what may have to go ahead of it, or null. */
  public static @Nullable SessionTimeouts locked(Object executor) {
    ThreadState thread = ThreadState.current();
    if (!thread.timeouts().isArmed) {
      return null;
    }
    thread.timeouts().isArmed = false;
    return due(thread, executor);
  }

  /** A statement is about to be sent under the driver's lock: what may have to go ahead of it, or null. */
  public static @Nullable SessionTimeouts sends(Object executor, boolean begins) {
    ThreadState thread = ThreadState.current();
    thread.timeouts().begins = begins;
    return due(thread, executor);
  }

  private static @Nullable SessionTimeouts due(ThreadState thread, Object executor) {
    SessionTimeouts timeouts = of(thread, executor);
    if (timeouts == null) {
      thread.timeouts().touches = 0;
      return null;
    }
    return timeouts.mayDiffer(thread) ? timeouts : null;
  }

  /**
   * @param idle no transaction is running
   * @param open one is, and has not failed
   */
  public static void ahead(SessionTimeouts timeouts, boolean idle, boolean open) {
    ThreadState thread = ThreadState.current();
    try {
      timeouts.ahead(thread, idle, open, thread.timeouts().begins);
    } catch (IOException broken) {
      // The driver is about to find out itself.
      thread.timeouts().touches = 0;
    }
  }

  /**
   * The driver is about to send its own BEGIN.
   *
   * @return the query to send in its stead, the same if there is nothing to lift
   */
  public static Object begin(Object executor, Object query) {
    ThreadState thread = ThreadState.current();
    SessionTimeouts timeouts = of(thread, executor);
    return timeouts == null ? query : timeouts.begin(thread, query);
  }

  /** A command has ended with this status. */
  public static void ended(Object executor, String status) {
    char first = status.isEmpty() ? ' ' : status.charAt(0);
    if (first != 'R' && first != 'C' && first != 'P') {
      return;
    }
    boolean commits = status.equals("COMMIT") || status.equals("PREPARE TRANSACTION");
    if (commits || status.equals("ROLLBACK")) {
      SessionTimeouts timeouts = of(ThreadState.current(), executor);
      if (timeouts != null) {
        timeouts.ended(commits);
      }
    }
  }

  /** The running statement has opened a cursor. */
  public static void opened(Object cursor) {
    TimeoutState state = ThreadState.current().timeouts();
    SessionTimeouts timeouts = state.last.get();
    if (state.queryTimeout != 0 && timeouts != null) {
      timeouts.cursors().opened(cursor, state.queryTimeout);
    }
  }

  private static @Nullable SessionTimeouts of(ThreadState thread, Object executor) {
    SessionTimeouts timeouts = thread.timeouts().last.get();
    if (timeouts != null && timeouts.executor == executor) {
      return timeouts;
    }
    SessionTimeouts found = SessionTimeouts.of(executor);
    if (found != null) {
      thread.timeouts().last = found.self;
    }
    return found;
  }
}

package io.tripmeter.boot;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connections of a warm-up one step behind the pool's first one, so that what is refused is refused once and not twenty times:
 * they connect when it is connected, say who they are when it has been asked for its password, and send theirs when it has been let in.
 * Where the first one fails they end without having tried. Used by the threads that open these connections; nobody waits without end.
 */
public final class ConnectGate {
  /** How far the first connection is. */
  public enum Stage {
    NONE,
    /** TCP. */
    CONNECTED,
    /** The server has read its startup packet and asks for a proof of who it is. */
    ANSWERED,
    /** The server has let it in. */
    OPEN
  }

  /** What a connection that waits is to do. */
  public enum Signal {
    GO,
    /** The first one begins anew, or takes too long: give up what is there, and begin again when it is in. */
    AGAIN,
    /** The first one has failed, or nobody wants these connections any more. */
    CLOSED
  }

  /** A server may wait for a password as short as it likes; PostgreSQL and PgBouncer do so for 60 s. */
  private static final long HELD_MILLIS = 15_000;

  /** No pool's creation takes longer, see the warm-up. */
  private static final long START_MILLIS = 60_000;

  /** A server on the same machine or next door forks a process and answers in a few milliseconds. */
  private static final long NEAR_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

  /** Nobody waits longer for a pool near the server to want more than its first connection. */
  private static final long UNWANTED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The others wait no longer for a handshake near the server. */
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private Stage stage = Stage.NONE;
  private int round;
  private boolean closed;
  private boolean cancelled;

  /** Who opens the first connection; nobody else does, should that fail. */
  private @Nullable Thread first;

  private boolean leading;

  /** The server is so near that a connection's handshake is work for the processors, and not time on the way. */
  private boolean near;

  /** Whether the pool, or somebody who waits, wants more than the first connection, and since when it is known that the server is near. */
  private boolean wanted;

  private long nearSince;

  /** Whether a handshake near the server has the turn, and since when: {@link System#nanoTime()}. */
  private boolean taken;

  private long turnSince;
  private @Nullable Throwable failure;

  /** True if the connection that this thread opens is the one that the others wait for. */
  public synchronized boolean lead() {
    Thread current = Thread.currentThread();
    if (stage == Stage.OPEN || (first != null && first != current)) {
      return false;
    }
    first = current;
    if (!leading) {
      leading = true;
      closed = false;
    }
    return true;
  }

  /** The server has answered the first connection's startup packet after this time. */
  synchronized void answeredAfter(long nanos) {
    near = nanos < NEAR_NANOS;
    nearSince = System.nanoTime();
  }

  /** The pool adds connections itself, or somebody waits for them: near the server they are opened from now on. */
  public synchronized void want() {
    wanted = true;
    notifyAll();
  }

  synchronized boolean isNear() {
    return near;
  }

  /**
   * Near a server the handshakes come when and as a pool's own thread opens connections: once they are {@linkplain #want wanted}, one after
   * the other. Earlier or at once they would only compete with the application's start. Elsewhere nobody waits.
   *
   * @return whether it is this thread's turn, to be {@linkplain #endTurn ended}
   */
  synchronized boolean awaitTurn() throws InterruptedException {
    awaitWanted();
    while (near && taken && !closed && !cancelled) {
      long left = SLOW_NANOS - (System.nanoTime() - turnSince);
      if (left <= 0) {
        // A slow handshake, of a password that is checked elsewhere for instance, is not waited
        // for.
        near = false;
        notifyAll();
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    boolean mine = near && !taken;
    if (mine) {
      taken = true;
      turnSince = System.nanoTime();
    }
    return mine;
  }

  private synchronized void awaitWanted() throws InterruptedException {
    while (near && !wanted && !closed && !cancelled) {
      long left = UNWANTED_NANOS - (System.nanoTime() - nearSince);
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  synchronized void endTurn() {
    near &= System.nanoTime() - turnSince < SLOW_NANOS;
    taken = false;
    notifyAll();
  }

  /** The first connection has come this far. */
  synchronized void reached(Stage now) {
    if (now.compareTo(stage) > 0) {
      stage = now;
      notifyAll();
    }
  }

  /** The first connection begins anew: how far it had come is no promise any more. */
  public synchronized void again() {
    round++;
    stage = Stage.NONE;
    notifyAll();
  }

  /** The first connection is open. */
  public synchronized void open() {
    first = null;
    leading = false;
    closed = false;
    failure = null;
    stage = Stage.OPEN;
    notifyAll();
  }

  /**
   * There will be no first connection, because of this; until its thread tries again.
   *
   * @param room whether that is for want of room: then others may have it, who were on their way in meanwhile
   */
  public synchronized void close(@Nullable Throwable why, boolean room) {
    if (room && stage.compareTo(Stage.ANSWERED) >= 0) {
      open();
      return;
    }
    leading = false;
    closed = true;
    failure = why;
    stage = Stage.NONE;
    round++;
    notifyAll();
  }

  /** Nobody wants the connections any more. */
  public synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  public synchronized boolean isClosed() {
    return closed || cancelled;
  }

  /** Why it was closed last; null once the first connection is open. A thread that was told so may be late to ask. */
  public synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** The number of the first connection's attempt, of which there may be more than one. */
  public synchronized int round() {
    return round;
  }

  /** Whether the server is so far away that its TCP handshake takes longer than this; waits no longer. */
  public boolean isFarther(long millis) throws InterruptedException {
    return await(Stage.CONNECTED, millis, -1) == Signal.CLOSED && !isClosed();
  }

  /**
   * Waits until a connection may begin: when the first one is this far.
   *
   * @return the number of the first one's attempt that has come so far, -1 to end without having tried. What the connection is opened with
   *     is to be planned afterwards: should the first one begin anew meanwhile, because something was refused, this number shows it
   */
  public synchronized int awaitStart(Stage wanted) throws InterruptedException {
    while (await(wanted, START_MILLIS, -1) == Signal.GO) {
      int begun = round;
      // A server that is near answers within this time.
      await(Stage.ANSWERED, TimeUnit.NANOSECONDS.toMillis(NEAR_NANOS), begun);
      awaitWanted();
      if (begun == round && !isClosed()) {
        return begun;
      }
    }
    return -1;
  }

  /** Waits on the way, with a connection that was begun in this round. */
  Signal await(Stage wanted, int begun) throws InterruptedException {
    return await(wanted, HELD_MILLIS, begun);
  }

  private synchronized Signal await(Stage wanted, long millis, int begun)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!closed && !cancelled && (begun < 0 || begun == round)) {
      if (stage.compareTo(wanted) >= 0) {
        return Signal.GO;
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return begun < 0 ? Signal.CLOSED : Signal.AGAIN;
      }
      wait(left);
    }
    return closed || cancelled ? Signal.CLOSED : Signal.AGAIN;
  }
}

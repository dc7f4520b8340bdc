package io.tripmeter.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections that workers open ahead of a pool, like its first one. Any thread. */
final class Prefetch {
  /** The pool's threads wait no longer for a worker's connection; a handshake takes less. */
  private static final long TAKE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final List<HeldConnection> opened = new ArrayList<>();
  private final Deque<SQLException> refusals = new ArrayDeque<>();
  private int opening;
  private int waiting;
  private boolean closed;
  private volatile @Nullable ConnectionSource source;

  /** Null before the pool has asked for its first connection. */
  @Nullable
  ConnectionSource source() {
    return source;
  }

  void openFrom(@Nullable ConnectionSource from) {
    source = from;
  }

  /** So many workers are about to bring connections. */
  synchronized void expect(int workers) {
    opening += workers;
  }

  /** One of them brings no more. */
  synchronized void workerEnded() {
    opening--;
    notifyAll();
  }

  /** False if nobody wants connections any more. */
  synchronized boolean add(HeldConnection held) {
    if (!closed) {
      opened.add(held);
      notifyAll();
    }
    return !closed;
  }

  /** The server has refused a worker's connection. */
  synchronized void refused(SQLException refusal) {
    if (!closed) {
      refusals.add(refusal);
    }
  }

  /** Whether more of the pool's threads wait for a connection than there are ready. */
  synchronized boolean isAwaited() {
    int ready = 0;
    for (HeldConnection held : opened) {
      ready += held.isTaken() ? 0 : 1;
    }
    return waiting > ready;
  }

  /** A worker's connection; null when the workers bring no more. */
  synchronized @Nullable Connection take() throws InterruptedException {
    waiting++;
    try {
      return awaitOne();
    } finally {
      waiting--;
    }
  }

  private synchronized @Nullable Connection awaitOne() throws InterruptedException {
    long deadline = System.nanoTime() + TAKE_NANOS;
    while (true) {
      for (HeldConnection held : opened) {
        Connection taken = held.take();
        if (taken != null) {
          return taken;
        }
      }
      long left = deadline - System.nanoTime();
      if (opening <= 0 || closed || left <= 0) {
        return null;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** A refusal that the pool has not been told of; null if there is none. */
  synchronized @Nullable SQLException takeRefusal() {
    return refusals.poll();
  }

  /** Nobody wants connections any more. Returns those that nobody has closed; nothing is kept here. */
  synchronized List<HeldConnection> close() {
    closed = true;
    List<HeldConnection> left = new ArrayList<>(opened);
    opened.clear();
    refusals.clear();
    notifyAll();
    return left;
  }

  /** The same; connections that nobody has taken are closed. */
  void discard() {
    List<HeldConnection> left = close();
    for (HeldConnection held : left) {
      held.close();
    }
  }
}

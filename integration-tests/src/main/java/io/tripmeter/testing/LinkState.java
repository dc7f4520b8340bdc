package io.tripmeter.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all connections of one link share: its delay, its gates, its counters and its log. */
final class LinkState {
  private static final int LOG_LIMIT = 10_000;

  final Gate toServer = new Gate();
  final Gate toClient = new Gate();
  final AtomicLong connections = new AtomicLong();
  final AtomicLong turnArounds = new AtomicLong();
  final AtomicInteger peak = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final boolean handshake;
  private final boolean logging;
  final boolean joining;
  private final Deque<String> log = new ArrayDeque<>();
  private volatile long roundTripNanos;
  private volatile long lastActivity = System.nanoTime();

  LinkState(long roundTripNanos, boolean handshake, boolean logging, boolean joining) {
    this.roundTripNanos = roundTripNanos;
    this.handshake = handshake;
    this.logging = logging;
    this.joining = joining;
  }

  void roundTripNanos(long nanos) {
    roundTripNanos = nanos;
  }

  long oneWayNanos() {
    return roundTripNanos / 2;
  }

  long handshakeNanos() {
    return handshake ? roundTripNanos : 0;
  }

  int opened() {
    int now = open.incrementAndGet();
    peak.accumulateAndGet(now, Math::max);
    active();
    return (int) connections.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
    active();
  }

  int open() {
    return open.get();
  }

  void active() {
    lastActivity = System.nanoTime();
  }

  long quietNanos() {
    return System.nanoTime() - lastActivity;
  }

  boolean logging() {
    return logging;
  }

  void log(String line) {
    synchronized (log) {
      if (log.size() == LOG_LIMIT) {
        log.removeFirst();
      }
      log.add(line);
    }
  }

  List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }
}

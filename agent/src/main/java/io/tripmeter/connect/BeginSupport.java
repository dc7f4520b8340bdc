package io.tripmeter.connect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Whether settings that go with BEGIN are in force at one endpoint. Any thread. */
public final class BeginSupport {
  private final Set<String> proven = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lost = new AtomicInteger();
  private final ReentrantLock trial = new ReentrantLock();
  private volatile boolean failed;

  BeginSupport() {}

  /** Held while one connection tries it. Others wait for the result. */
  public Lock trial() {
    return trial;
  }

  /** These settings were in force in a transaction. */
  public void proven(String settings) {
    proven.add(settings);
  }

  public boolean isProven(String settings) {
    return settings.isEmpty() || proven.contains(settings);
  }

  /** A connection was lost during its trial. Returns how often so far. */
  public int lost() {
    return lost.incrementAndGet();
  }

  /** Transactions go without: the driver's version is unknown, or the settings were not in force. */
  public void failed() {
    failed = true;
  }

  /** How much is known: it grows with each result. */
  int results() {
    return proven.size() + (failed ? 1 : 0);
  }

  boolean hasFailed() {
    return failed;
  }
}

package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.postgres.SqlText;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A statement that requests or jobs repeat from one place. */
public final class Repeat {
  private final SqlText sql;
  private final String caller;
  private final List<String> outer;
  private final @Nullable String workName;
  private final boolean isLazy;
  private final AtomicLong requests = new AtomicLong();
  private final LongAdder repeats = new LongAdder();
  private final AtomicBoolean logged = new AtomicBoolean();
  private volatile @Nullable PoolStats pool;

  Repeat(
      SqlText sql, String caller, List<String> outer, @Nullable String workName, boolean isLazy) {
    this.sql = sql;
    this.caller = caller;
    this.outer = outer;
    this.workName = workName;
    this.isLazy = isLazy;
  }

  void addRequest() {
    requests.incrementAndGet();
  }

  /** A request repeats it on a connection of this pool. Of two threads at once the slower pool may stay; the next request corrects it. */
  void ranOn(PoolStats other) {
    PoolStats known = pool;
    if (known == null || isFaster(other.fastestTrip(), known.fastestTrip())) {
      pool = other;
    }
  }

  private static boolean isFaster(long link, long than) {
    return link > 0 && (than <= 0 || link < than);
  }

  /** The pool that has executed it, of several the one with the fastest link; null if it is not known. */
  public @Nullable PoolStats pool() {
    return pool;
  }

  /** Whether the caller must log it; true once. */
  boolean claimLog() {
    return logged.compareAndSet(false, true);
  }

  public SqlText sql() {
    return sql;
  }

  public String caller() {
    return caller;
  }

  /** The lines of the application that called the caller when it was found first, innermost first. */
  public List<String> outer() {
    return outer;
  }

  /** Why the library repeats it, if that is known: {@code lazy association}. */
  public @Nullable String reason() {
    return isLazy ? LazyAssociation.REASON : null;
  }

  /** The route or job that repeated it first. */
  public @Nullable String workName() {
    return workName;
  }

  /** Where each of them that has ended adds its executions but the first. */
  LongAdder repeats() {
    return repeats;
  }

  /** Executions but the first of each request or job that has ended: round trips that it could have avoided. */
  public long avoidable() {
    return repeats.sum();
  }

  /** Number of requests and jobs that repeated it. */
  public long requests() {
    return requests.get();
  }
}

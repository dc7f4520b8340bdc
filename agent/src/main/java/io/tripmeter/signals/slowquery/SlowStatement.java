package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.postgres.SqlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of one pool that was slow, with what its slow executions took together. Any thread. */
public final class SlowStatement {
  private static final int MOST_NAMES = 3;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long OVER_SECONDS = 3_600;

  private final SqlText sql;
  private final String pool;
  private final long since = System.currentTimeMillis();
  private final List<String> workNames = new ArrayList<>(1);
  private @Nullable String caller;
  private List<String> callers = Collections.emptyList();
  private long executions;
  private long nanos;
  private long trips;
  private long at;

  SlowStatement(SqlText sql, String pool) {
    this.sql = sql;
    this.pool = pool;
  }

  synchronized void add(long tookNanos, long madeTrips, @Nullable String workName) {
    executions++;
    nanos += tookNanos;
    trips += madeTrips;
    at = System.nanoTime();
    if (workName != null && workNames.size() <= MOST_NAMES && !workNames.contains(workName)) {
      workNames.add(workName);
    }
  }

  synchronized boolean isPlaced() {
    return caller != null;
  }

  /**
   * The first one counts.
   *
   * @param outer the lines that called it, innermost first
   */
  synchronized void cameFrom(@Nullable String line, List<String> outer) {
    if (caller == null) {
      caller = line;
      callers = outer;
    }
  }

  public SqlText sql() {
    return sql;
  }

  public String pool() {
    return pool;
  }

  /** Milliseconds since 1970: when the first execution ended that is counted here. */
  public long since() {
    return since;
  }

  /** Whether the application sends several statements as one text, as far as the text is kept. */
  public boolean isSeveral() {
    return sql.text().indexOf(';') >= 0;
  }

  /** Whether {@code slow-query.explain=true} can get its plan, as far as its text and its pool tell. */
  public boolean hasPlan() {
    return !pool.equals(PoolStats.NONE.name()) && Plans.hasPlan(sql.text());
  }

  /** The line that executed it first, as far as that was looked up. */
  public synchronized @Nullable String caller() {
    return caller;
  }

  /** The lines that called that one then, innermost first. */
  public synchronized List<String> callers() {
    return callers;
  }

  /** Routes and jobs that it was slow in: {@code /orders, /items}; null if it was in none. */
  public synchronized @Nullable String workNames() {
    if (workNames.isEmpty()) {
      return null;
    }
    String shown = String.join(", ", workNames.subList(0, Math.min(MOST_NAMES, workNames.size())));
    return workNames.size() > MOST_NAMES ? shown + " and others" : shown;
  }

  /** Slow ones. */
  public synchronized long executions() {
    return executions;
  }

  /** Of one slow execution in the mean, from its first byte sent to the end of its answer. */
  public synchronized long meanNanos() {
    return nanos / Math.max(1, executions);
  }

  /** Of one slow execution in the mean. */
  public synchronized double meanTrips() {
    return (double) trips / Math.max(1, executions);
  }

  /** It has not been slow for an hour. */
  public synchronized boolean isOver() {
    return (System.nanoTime() - at) / NANOS_PER_SECOND >= OVER_SECONDS;
  }
}

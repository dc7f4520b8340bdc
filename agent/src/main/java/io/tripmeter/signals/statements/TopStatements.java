package io.tripmeter.signals.statements;

import io.tripmeter.boot.StatementRow;
import io.tripmeter.boot.StatementTable;
import io.tripmeter.postgres.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The statements that take the most time, by their normalised text. Bounded by the space-saving algorithm (Metwally, Agrawal, El Abbadi
 * 2005): a new statement takes the place of the one with the least time, and is kept as if it had taken as much. So a statement with more than
 * 1/{@value #ROWS} of all time is there. What is removed counts as other, so totals stay true. Any thread.
 */
public final class TopStatements {
  static final int ROWS = 500;

  /**
   * Rows of removed statements that are not used again yet: a thread that has found such a row just before may still add to it. So at most so
   * many statements are replaced in a second.
   */
  private static final int WAITING = 32;

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private volatile int maxLength;
  private final StatementTable table = new StatementTable();
  private final NewTexts newTexts = new NewTexts(System.nanoTime());
  private final Map<String, Tracked> byId = new HashMap<>();
  private final Deque<Removed> removed = new ArrayDeque<>();
  private Tally removedBefore = Tally.NONE;
  private Tally restBefore = Tally.NONE;
  private long since = System.currentTimeMillis();

  /** @param maxLength of a statement's text */
  public TopStatements(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Of statements that are not in the table yet. */
  public void setMaxLength(int length) {
    maxLength = length;
  }

  /** What statements are counted in. */
  public StatementTable table() {
    return table;
  }

  /** The row of a text that {@link #table()} does not know; null if it has none. On the application's thread. */
  public @Nullable StatementRow row(String text) {
    if (!newTexts.admits(text.length(), System.nanoTime())) {
      return null;
    }
    SqlText sql = SqlText.of(text, maxLength);
    synchronized (this) {
      Tracked tracked = byId.get(sql.id());
      if (tracked == null) {
        tracked = add(sql);
      }
      if (tracked == null) {
        return null;
      }
      table.put(text, tracked.row());
      return tracked.row();
    }
  }

  private @Nullable Tracked add(SqlText sql) {
    Removed place = null;
    if (removed.size() == WAITING) {
      place = removed.getFirst();
      if (System.nanoTime() - place.at < WAIT_NANOS) {
        return null;
      }
      removed.removeFirst();
    }
    long credit = byId.size() < ROWS ? 0 : removeLeast();
    Tracked added = place == null
        ? new Tracked(sql, new StatementRow(), Tally.NONE, credit)
        : inPlaceOf(place.statement, sql, credit);
    byId.put(sql.id(), added);
    return added;
  }

  private Tracked inPlaceOf(Tracked gone, SqlText sql, long credit) {
    Tally now = Tally.of(gone.row());
    removedBefore = removedBefore.plus(gone.costUntil(now));
    return new Tracked(sql, gone.row(), now, credit);
  }

  /** Returns its weight. */
  private long removeLeast() {
    Tracked least = null;
    long weight = Long.MAX_VALUE;
    for (Tracked each : byId.values()) {
      long itsWeight = each.weight();
      if (least == null || itsWeight < weight) {
        least = each;
        weight = itsWeight;
      }
    }
    if (least == null) {
      return 0;
    }
    byId.remove(least.id());
    table.forget(least.row());
    removed.addLast(new Removed(least));
    return weight;
  }

  /** @param most at most so many statements */
  public StatementReport report(Order order, int most) {
    List<RankedStatement> all = new ArrayList<>(ROWS);
    long counted;
    Tally other;
    synchronized (this) {
      counted = since;
      other = withoutRow();
      for (Tracked each : byId.values()) {
        all.add(each.ranked());
      }
    }
    // A thread with a new statement does not wait for what follows.
    all.removeIf(each -> each.cost().calls() == 0);
    all.sort(order.comparator());
    int shown = Math.min(most, all.size());
    for (RankedStatement hidden : all.subList(shown, all.size())) {
      other = other.plus(hidden.cost());
    }
    return new StatementReport(
        counted, order, new ArrayList<>(all.subList(0, shown)), other, all.size());
  }

  private Tally withoutRow() {
    Tally cost = removedBefore.plus(Tally.of(table.rest()).minus(restBefore));
    for (Removed each : removed) {
      cost = cost.plus(each.statement.cost());
    }
    return cost;
  }

  /** What the statement with this id has cost since it got its row; nothing if it has none. */
  public synchronized Tally costOf(String id) {
    Tracked tracked = byId.get(id);
    return tracked == null ? Tally.NONE : tracked.cost();
  }

  /**
   * Executions of the statement with this id, of all pools.
   *
   * @param time in milliseconds since 1970
   * @return -1 if it is not known, or only since after this time
   */
  public synchronized long calls(String id, long time) {
    Tracked tracked = byId.get(id);
    return tracked == null || tracked.since() > time ? -1 : tracked.cost().calls();
  }

  /** Counts from zero. The statements that are known stay known. */
  public synchronized void reset() {
    long now = System.currentTimeMillis();
    since = now;
    for (Tracked each : byId.values()) {
      each.reset(now);
    }
    for (Removed each : removed) {
      each.statement.reset(now);
    }
    removedBefore = Tally.NONE;
    restBefore = Tally.of(table.rest());
  }

  private static final class Removed {
    private final Tracked statement;
    private final long at = System.nanoTime();

    Removed(Tracked statement) {
      this.statement = statement;
    }
  }
}

package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.RunningStatement;
import io.tripmeter.boot.RunningStatements;
import io.tripmeter.boot.StatementCalls;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.log.LogLevel;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.postgres.SqlTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reports statements that are still running, each once. A thread of the agent's that looks a few times within the threshold. When such a
 * statement ends it is a slow query like any other.
 */
final class RunningWatch implements Runnable {
  private static final long SHORTEST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final int LOOKS = 5;

  private final RunningStatements running = new RunningStatements();
  private volatile long thresholdNanos = Long.MAX_VALUE;
  private final SqlTexts texts;
  private final SlowQueryLog log;
  private final OwnConnections connections;
  private final Blockers blockers;
  private final SlowQueryLimit limit = new SlowQueryLimit();

  /** The begin of the last statement in each slot that was reported, or left out. */
  private final long[] reported = new long[RunningStatements.SLOTS];

  private long leftOut;

  RunningWatch(SqlTexts texts, SlowQueryLog log, OwnConnections connections, Blockers blockers) {
    this.texts = texts;
    this.log = log;
    this.connections = connections;
    this.blockers = blockers;
  }

  /** @param millis how long a statement runs before it is reported; 0: none is */
  void setThreshold(long millis) {
    thresholdNanos = millis <= 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Once it has begun it goes on: a statement that it did not see end would seem to run for ever. */
  void start() {
    StatementCalls.showIn(running);
    AgentThread.daemon("tripmeter-running", this).start();
  }

  @Override
  public void run() {
    while (true) {
      try {
        TimeUnit.MILLISECONDS.sleep(pause());
        look();
      } catch (InterruptedException ending) {
        return;
      } catch (Throwable failure) {
        Log.warn("running statements could not be looked at; they are not affected")
            .error(failure)
            .once("running " + failure.getClass())
            .write();
      }
    }
  }

  private long pause() {
    long millis = TimeUnit.NANOSECONDS.toMillis(thresholdNanos) / LOOKS;
    return Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, millis));
  }

  private void look() {
    List<RunningStatement> found = found(System.nanoTime());
    List<Reported> lines = new ArrayList<>();
    for (RunningStatement statement : found) {
      Reported line = report(statement);
      if (line != null) {
        lines.add(line);
      }
    }
    write(lines);
    if (!lines.isEmpty()) {
      blockers.of(lines);
    }
  }

  /** Those that have come to the threshold since the last look, the longest first. */
  private List<RunningStatement> found(long now) {
    List<RunningStatement> found = new ArrayList<>(0);
    for (int slot = 0; slot < RunningStatements.SLOTS; slot++) {
      long start = running.start(slot);
      if (start != 0 && start != reported[slot] && now - start >= thresholdNanos) {
        reported[slot] = start;
        RunningStatement statement = running.get(slot, start);
        if (statement != null) {
          found.add(statement);
        }
      }
    }
    Collections.sort(found, Comparator.comparingLong(RunningStatement::start));
    return found;
  }

  /** Null if it has ended meanwhile, or there have been too many. */
  private @Nullable Reported report(RunningStatement statement) {
    SqlText sql = statement.text() == null ? null : texts.of(statement.text());
    long now = System.nanoTime();
    if (!limit.admits(sql == null ? "" : sql.id(), now)) {
      leftOut++;
      return null;
    }
    String caller = Callers.describe(statement.thread());
    if (running.start(statement.slot()) != statement.start()) {
      return null;
    }
    LogEvent event = Log.always(LogLevel.WARN, "statement still running")
        .pool(connections.poolOf(statement.executor()).name())
        .field("millis", TimeUnit.NANOSECONDS.toMillis(now - statement.start()))
        .trusted("sql", sql == null ? null : sql.text())
        .field("statement_id", sql == null ? null : sql.id())
        .trusted("caller", caller);
    return new Reported(statement, sql, event);
  }

  /** The last line says how many were left out, so that a storm is a few lines and its size. */
  private void write(List<Reported> lines) {
    if (lines.isEmpty() && leftOut > 0) {
      log.write(
          Log.always(LogLevel.WARN, "running statements left out of the log")
              .field("left_out", leftOut),
          log.loaderFor(Thread.currentThread()));
      leftOut = 0;
    }
    for (int i = 0; i < lines.size(); i++) {
      Reported line = lines.get(i);
      if (i == lines.size() - 1 && leftOut > 0) {
        line.event.field("left_out", leftOut);
        leftOut = 0;
      }
      log.write(line.event, log.loaderFor(line.statement.thread()));
    }
  }

  /** A statement that has a line. */
  static final class Reported {
    final RunningStatement statement;
    final @Nullable SqlText sql;
    private final LogEvent event;

    Reported(RunningStatement statement, @Nullable SqlText sql, LogEvent event) {
      this.statement = statement;
      this.sql = sql;
      this.event = event;
    }
  }
}

package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.StatementCalls;
import io.tripmeter.boot.StatementRow;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.postgres.SqlTexts;
import io.tripmeter.signals.metrics.Counters;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.statements.TopStatements;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Handles slow and repeated statements, on the application's thread that executes them. */
public final class Statements implements DriverHooks.Statements {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Settings settings;
  private volatile long slowNanos;
  private final SqlTexts texts;
  private final Callers callers = Callers.lazy();
  private final SeenStatements seen = new SeenStatements();
  private final TopStatements top;
  private final Repeats repeats;
  private final Counters counters;
  private final SlowQueryLog log;
  private final SlowQueries slow;
  private final Spans spans;
  private final boolean hasStatementSpans;
  private final @Nullable OwnConnections connections;
  private final Executor background;
  private volatile @Nullable Plans plans;
  private @Nullable RunningWatch watch;

  /**
   * @param hasStatementSpans whether {@code spans} are notified of every statement
   * @param connections of the agent's own, to ask the server; null: there are none
   */
  public Statements(
      Settings settings,
      Telemetry telemetry,
      Spans spans,
      boolean hasStatementSpans,
      @Nullable OwnConnections connections) {
    this.settings = settings;
    this.connections = connections;
    background = new Executor() {
      @Override
      public void execute(Runnable task) {
        telemetry.later(task);
      }
    };
    slowNanos = slowNanos();
    int maxLength = settings.integer(Option.SLOW_QUERY_MAX_LENGTH);
    texts = new SqlTexts(maxLength);
    top = new TopStatements(maxLength);
    counters = telemetry.counters();
    repeats = new Repeats(
        settings.integer(Option.REQUEST_REPEAT_THRESHOLD), texts, callers, seen, counters, spans);
    log = SlowQueryLog.of(settings.text(Option.SLOW_QUERY_OUTPUT));
    slow = new SlowQueries(settings, callers, spans, seen, log);
    this.spans = spans;
    this.hasStatementSpans = hasStatementSpans;
  }

  private long slowNanos() {
    long threshold = settings.duration(Option.SLOW_QUERY_THRESHOLD);
    return threshold <= 0 ? Long.MAX_VALUE : threshold * NANOS_PER_MILLI;
  }

  /** Starts watching statements. Call it on a thread of the agent, because the log's thread inherits from the calling one. */
  public void install() {
    log.start();
    DriverHooks.set(this);
    StatementCalls.countIn(top.table());
    watch();
  }

  /** The settings have changed: statements that end from now on are looked at by them. */
  public synchronized void follow() {
    int maxLength = settings.integer(Option.SLOW_QUERY_MAX_LENGTH);
    texts.setMaxLength(maxLength);
    top.setMaxLength(maxLength);
    slowNanos = slowNanos();
    repeats.setThreshold(settings.integer(Option.REQUEST_REPEAT_THRESHOLD));
    log.moveTo(settings.text(Option.SLOW_QUERY_OUTPUT));
    watch();
  }

  private synchronized void watch() {
    OwnConnections own = connections;
    long running = settings.duration(Option.SLOW_QUERY_RUNNING_THRESHOLD);
    if (watch == null && running > 0 && own != null) {
      watch = new RunningWatch(texts, log, own, new Blockers(own, background, log, settings));
      watch.start();
    }
    if (watch != null) {
      watch.setThreshold(running);
    }
    plans = own == null || !settings.flag(Option.SLOW_QUERY_EXPLAIN)
        ? null
        : plans == null ? new Plans(own, background, settings) : plans;
    long all = 0;
    long none = -1;
    StatementCalls.watch(
        hasStatementSpans ? all : slowNanos == Long.MAX_VALUE ? none : slowNanos,
        repeats.threshold());
  }

  /** The statements for the page. */
  public SeenStatements seen() {
    return seen;
  }

  public TopStatements top() {
    return top;
  }

  @Override
  public @Nullable StatementRow row(String text) {
    try {
      return top.row(text);
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  @Override
  public void executed(
      String text,
      @Nullable Object parameters,
      long nanos,
      long trips,
      long rows,
      @Nullable Throwable thrown,
      PoolStats pool) {
    if (ThreadState.current().isAgentThread()) {
      return;
    }
    observe(text, nanos, trips, rows, thrown, pool);
    if (nanos < slowNanos) {
      return;
    }
    try {
      SqlText sql = texts.of(text);
      counters.slowQueries().increment();
      slow.ended(sql, parameters, nanos, trips, rows, thrown, pool);
      Plans explained = plans;
      if (explained != null) {
        explained.slow(text, sql, pool);
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** An observer that throws does not keep the statement from the log. */
  private void observe(
      String text, long nanos, long trips, long rows, @Nullable Throwable thrown, PoolStats pool) {
    try {
      if (hasStatementSpans) {
        spans.executed(text, nanos, trips, rows, thrown, pool);
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void repeated(Object executor, UnitOfWork unit, String text, int count) {
    try {
      Repeat found = repeats.look(unit, text, count);
      if (found != null && connections != null) {
        found.ranOn(connections.poolOf(executor));
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  static void failed(Throwable e) {
    Log.warn("a statement could not be looked at; it is not affected")
        .error(e)
        .once("statement " + e.getClass())
        .write();
  }
}

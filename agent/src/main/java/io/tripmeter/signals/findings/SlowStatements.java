package io.tripmeter.signals.findings;

import io.tripmeter.config.Option;
import io.tripmeter.signals.slowquery.SlowStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Statements that the database takes longer for than {@code slow-query.threshold}, the link left out: where it is far away, many statements
 * are slow queries and no fault of theirs. A few executions may have found cold caches, been a migration's, or met a pause of the JVM.
 */
final class SlowStatements implements Check {
  private static final int FEWEST = 3;
  private static final int MANY = 20;
  private static final double SHARE = 0.1;
  private static final int MOST = 20;

  private static final String QUEUE =
      " A plan does not show waiting in the pooler's queue: look there as well (PgBouncer: SHOW POOLS, cl_waiting and maxwait).";

  @Override
  public void look(Evidence evidence, List<Problem> found) {
    List<Problem> all = new ArrayList<>();
    for (SlowStatement statement : evidence.seen().slowStatements()) {
      double beyond = beyond(evidence, statement);
      if (beyond > 0 && !statement.isOver() && isOften(evidence, statement)) {
        all.add(problem(evidence, statement, beyond));
      }
    }
    all.sort(Comparator.comparingDouble(Problem::savesSecondsPerHour).reversed());
    found.addAll(all.subList(0, Math.min(MOST, all.size())));
  }

  private static boolean isOften(Evidence evidence, SlowStatement statement) {
    long slow = statement.executions();
    long all = all(evidence, statement);
    return slow >= MANY || (slow >= FEWEST && slow <= all && slow >= SHARE * all);
  }

  /** Executions in all pools, the fast ones too; fewer than the slow ones, or -1, if that is not known. */
  private static long all(Evidence evidence, SlowStatement statement) {
    return evidence.top().calls(statement.sql().id(), statement.since());
  }

  /** The nanoseconds that an execution saves at least once it is not slow any more; NaN if that is not known. */
  private static double beyond(Evidence evidence, SlowStatement statement) {
    long threshold = evidence.settings().duration(Option.SLOW_QUERY_THRESHOLD);
    return threshold <= 0
        ? Double.NaN
        : statement.meanNanos()
            - linkNanos(evidence, statement)
            - threshold * Evidence.NANOS_PER_MILLI;
  }

  private static double linkNanos(Evidence evidence, SlowStatement statement) {
    return statement.meanTrips() * evidence.links().ofPool(statement.pool());
  }

  private static Problem problem(Evidence evidence, SlowStatement statement, double beyond) {
    double link = linkNanos(evidence, statement);
    long slow = statement.executions();
    long all = all(evidence, statement);
    String database = Evidence.millis(statement.meanNanos() - link);
    boolean isPooled = evidence.isBehindPooler(statement.pool());
    return new Problem(
            "slow",
            Severity.ofSaving(beyond / Evidence.NANOS_PER_MILLI),
            statement.sql().id() + ' ' + statement.pool(),
            (statement.isSeveral() ? "A text of several statements" : "A statement")
                + " takes " + database + " in the database"
                + (isPooled ? " or the pooler before it" : "")
                + (slow < all ? ", at times." : "."))
        .detail((isPooled ? "That is waiting for one of the pooler's connections, " : "That is ")
            + "the server's work, its waiting for locks, the sending of rows and pauses of this JVM; the link takes "
            + Evidence.millis(link)
            + " of an execution. The saving is what exceeds slow-query.threshold.")
        .number(database + " in the mean, " + evidence.often(slow)
            + (slow < all
                ? String.format(Locale.ROOT, " (of %,d executions in all pools)", all)
                : ""))
        .saves(evidence.secondsPerHour(slow * beyond))
        .cure(cure(evidence, statement) + (isPooled ? QUEUE : ""), "slow-statements")
        .setting(
            isExplained(evidence) || !statement.hasPlan()
                ? null
                : Option.SLOW_QUERY_EXPLAIN.key() + "=true")
        .where(statement.caller())
        .callers(statement.callers())
        .pool(statement.pool())
        .route(statement.workNames())
        .sql(statement.sql());
  }

  private static boolean isExplained(Evidence evidence) {
    return evidence.settings().flag(Option.SLOW_QUERY_EXPLAIN);
  }

  private static String cure(Evidence evidence, SlowStatement statement) {
    if (!statement.hasPlan()) {
      return "Look at its plan by hand (EXPLAIN), or at those of what it executes, and at what it waits for while it runs (pg_stat_activity):"
          + " Tripmeter can ask for no plan of it.";
    }
    return isExplained(evidence)
        ? "Read its plan in the log (slow query plan, with this statement_id): an index for what it filters and sorts by, or fewer rows, is the"
            + " usual cure. Without a plan there (parameters before PostgreSQL 16), or if it waits for locks, look by hand."
        : "Look at its plan: with this setting the log has it after the next slow execution, of a statement with parameters from PostgreSQL 16 on.";
  }
}

package io.tripmeter.signals.findings;

import io.tripmeter.config.Option;
import io.tripmeter.signals.slowquery.SlowStatement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Statements that the database takes longer for than {@code slow-query.threshold}, the link left out: where it is far away, many statements
 * are slow queries and no fault of theirs. One or two executions may have found cold caches or been a migration's.
 */
final class SlowStatements implements Check {
  private static final int FEWEST = 3;
  private static final int MOST = 20;

  @Override
  public void look(Evidence evidence, List<Problem> found) {
    found.addAll(evidence.seen().slowStatements().stream()
        .filter(each -> each.executions() >= FEWEST && !each.isOver() && beyond(evidence, each) > 0)
        .sorted(Comparator.comparingDouble(each -> -each.executions() * beyond(evidence, each)))
        .limit(MOST)
        .map(each -> problem(evidence, each))
        .collect(Collectors.toList()));
  }

  /** What an execution would save at least that is not slow any more; NaN if that is not known. */
  private static double beyond(Evidence evidence, SlowStatement statement) {
    double threshold = evidence.settings().duration(Option.SLOW_QUERY_THRESHOLD);
    return threshold <= 0
        ? Double.NaN
        : statement.meanNanos()
            - linkNanos(evidence, statement)
            - threshold * Evidence.NANOS_PER_MILLI;
  }

  private static double linkNanos(Evidence evidence, SlowStatement statement) {
    return statement.meanTrips() * evidence.links().ofPool(statement.pool());
  }

  private static Problem problem(Evidence evidence, SlowStatement statement) {
    double link = linkNanos(evidence, statement);
    double beyond = beyond(evidence, statement);
    long slow = statement.executions();
    long all = evidence.top().costOf(statement.sql().id()).calls();
    String database = Evidence.millis(statement.meanNanos() - link);
    return new Problem(
            "slow",
            Severity.ofSaving(beyond / Evidence.NANOS_PER_MILLI),
            statement.sql().id() + ' ' + statement.pool(),
            "A statement takes " + database + " in the database"
                + (slow < all ? ", at times." : "."))
        .detail(
            "That is the server's work, its waiting for locks and the sending of rows; the link takes "
                + Evidence.millis(link)
                + " of an execution. The saving is what exceeds slow-query.threshold.")
        .number(database + " in the mean, " + evidence.often(slow)
            + (slow < all ? String.format(Locale.ROOT, " (of %,d executions)", all) : ""))
        .saves(evidence.secondsPerHour(slow * beyond))
        .cure(cure(evidence, statement), "slow-statements")
        .setting(
            isExplained(evidence) || !statement.hasPlan()
                ? null
                : Option.SLOW_QUERY_EXPLAIN.key() + "=true")
        .where(statement.caller())
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
        : "Look at its plan: the log has it soon after the next slow execution.";
  }
}

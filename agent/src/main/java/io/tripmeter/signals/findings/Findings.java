package io.tripmeter.signals.findings;

import io.tripmeter.config.Settings;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.statements.TopStatements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** Everything that is wrong, as far as it can be known. Nothing is computed while nobody asks. */
public final class Findings {
  private static final int MOST = 50;

  private static final List<Check> CHECKS = Arrays.asList(
      new RepeatedStatements(),
      new SlowStatements(),
      new AvoidableTrips(),
      new PoolTooSmall(),
      new PoolTooLarge(),
      new BudgetExceeded(),
      new PoolerHazards(),
      new EndpointFailedOver(),
      new ReplicaLeftOut(),
      new OverBudget(),
      new WarmUpIncomplete(),
      new PlainText(),
      new MissingTimeouts());

  private static final Comparator<Problem> ORDER = Comparator.comparingDouble(
          (Problem problem) -> -saved(problem))
      .thenComparing(Problem::severity);

  private final Settings settings;
  private final Telemetry telemetry;
  private final SeenStatements seen;
  private final TopStatements top;
  private final LongSupplier observedNanos;

  public Findings(Settings settings, Telemetry telemetry, SeenStatements seen, TopStatements top) {
    this(settings, telemetry, seen, top, telemetry::observedNanos);
  }

  /** @param observedNanos for how long there has been counting */
  Findings(
      Settings settings,
      Telemetry telemetry,
      SeenStatements seen,
      TopStatements top,
      LongSupplier observedNanos) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.seen = seen;
    this.top = top;
    this.observedNanos = observedNanos;
  }

  /** By the time that their cure saves in an hour, then the worst first; so many at most, and all that are high. */
  public List<Problem> current() {
    Evidence evidence = new Evidence(settings, telemetry, seen, top, observedNanos.getAsLong());
    List<Problem> found = new ArrayList<>();
    for (Check check : CHECKS) {
      check.look(evidence, found);
    }
    found.sort(ORDER);
    for (int i = found.size() - 1; i >= 0 && found.size() > MOST; i--) {
      if (found.get(i).severity() != Severity.HIGH) {
        found.remove(i);
      }
    }
    return found;
  }

  /** For how long there has been counting. */
  public long observedSeconds() {
    return observedNanos.getAsLong() / Evidence.NANOS_PER_SECOND;
  }

  private static double saved(Problem problem) {
    double seconds = problem.savesSecondsPerHour();
    return Double.isNaN(seconds) ? 0 : seconds;
  }
}

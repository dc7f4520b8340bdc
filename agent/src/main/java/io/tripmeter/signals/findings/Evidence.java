package io.tripmeter.signals.findings;

import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.metrics.WorkStats;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.statements.TopStatements;
import java.util.List;
import java.util.Locale;

/** What the agent has counted until now, and for how long. */
final class Evidence {
  static final long NANOS_PER_SECOND = 1_000_000_000L;
  static final double NANOS_PER_MILLI = 1e6;
  private static final long NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;
  private static final long NANOS_PER_HOUR = 60 * NANOS_PER_MINUTE;

  private final Settings settings;
  private final Telemetry telemetry;
  private final SeenStatements seen;
  private final TopStatements top;
  private final long observedNanos;
  private final List<WatchedPool> pools;
  private final Links links;

  /** @param observedNanos for how long there has been counting */
  Evidence(
      Settings settings,
      Telemetry telemetry,
      SeenStatements seen,
      TopStatements top,
      long observedNanos) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.seen = seen;
    this.top = top;
    this.observedNanos = observedNanos;
    pools = telemetry.pools().openAndUnpooled();
    links = new Links(pools);
  }

  Settings settings() {
    return settings;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  SeenStatements seen() {
    return seen;
  }

  TopStatements top() {
    return top;
  }

  /** A cure by Tripmeter's own hand, which is tied in {@code mode=advise}. */
  String byTripmeter(String cure) {
    return settings.adviseOnly()
        ? cure + " Remove mode=advise: with it Tripmeter changes nothing."
        : cure;
  }

  /** The open pools, and the connections of none. */
  List<WatchedPool> pools() {
    return pools;
  }

  /** Whether a statement may have to wait for a connection to the server that a pooler shares out. */
  boolean isBehindPooler(String pool) {
    return pools.stream()
        .filter(open -> open.name().equals(pool))
        .flatMap(open -> open.poolers().stream())
        .anyMatch(pooler -> pooler.verdict() != Verdict.DIRECT);
  }

  boolean isOpen(String pool) {
    return pools.stream().anyMatch(open -> open.name().equals(pool));
  }

  /** Routes, and the names of jobs. */
  List<WorkStats> works() {
    List<WorkStats> all = telemetry.routes().all();
    telemetry.names().values().forEach(names -> all.addAll(names.all()));
    return all;
  }

  boolean isObservedFor(long minutes) {
    return observedNanos >= minutes * NANOS_PER_MINUTE;
  }

  /** How many were at it at once in the mean, if all of them together took so long. */
  double meanOf(long nanos) {
    return (double) nanos / observedNanos;
  }

  /** {@code 1,204 times an hour}; in the first hour, which is not extrapolated, {@code 12 times in 5 minutes}. */
  String often(long count) {
    if (observedNanos >= NANOS_PER_HOUR) {
      return times(Math.round(perHour((double) count))) + " an hour";
    }
    long minutes = observedNanos / NANOS_PER_MINUTE;
    return minutes < 2 ? times(count) + " so far" : times(count) + " in " + minutes + " minutes";
  }

  private static String times(long count) {
    return count == 1 ? "once" : String.format(Locale.ROOT, "%,d times", count);
  }

  /** A mean; in the first hour as much as there was, so that nothing is extrapolated. */
  private double perHour(double amount) {
    return amount * NANOS_PER_HOUR / Math.max(NANOS_PER_HOUR, observedNanos);
  }

  double secondsPerHour(double nanos) {
    return perHour(nanos) / NANOS_PER_SECOND;
  }

  Links links() {
    return links;
  }

  /** {@code 220 ms}. */
  static String link(double nanos) {
    return Double.isNaN(nanos) ? "unknown" : millis(nanos);
  }

  static String millis(double nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    return millis >= 10
        ? String.format(Locale.ROOT, "%,.0f ms", millis)
        : withoutZeros(String.format(Locale.ROOT, "%.2f", millis)) + " ms";
  }

  /** {@code 12} or {@code 12.5}. */
  static String figure(double value) {
    return value > 0 && value < 0.05
        ? "under 0.1"
        : withoutZeros(String.format(Locale.ROOT, "%,.1f", value));
  }

  private static String withoutZeros(String decimal) {
    return decimal.replaceFirst("\\.0+$", "");
  }
}

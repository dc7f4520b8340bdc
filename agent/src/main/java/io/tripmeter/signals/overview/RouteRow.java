package io.tripmeter.signals.overview;

import io.tripmeter.boot.Histogram;
import io.tripmeter.signals.metrics.OperationStats;

/** One row of {@code routes}: what units of one name did that asked for the same. */
final class RouteRow implements Section {
  private final String kind;
  private final String name;
  private final OperationStats stats;
  private final Histogram trips;
  private final long count;
  final long sum;

  RouteRow(String kind, String name, OperationStats stats) {
    this.kind = kind;
    this.name = name;
    this.stats = stats;
    trips = stats.roundTrips();
    count = trips.count();
    sum = trips.sum();
  }

  /** Whether it is a page of the application's: none that was not found, and none that asks nothing. */
  boolean isReal() {
    return sum > 0 && !name.equals("/**") && !name.equals("/*");
  }

  @Override
  public void addTo(Json json) {
    String method = stats.operation();
    json.beginObject()
        .text("kind", kind)
        .text("name", method == null ? name : method + ' ' + name, Texts.NAME)
        .text("method", method, Texts.NAME)
        .text("route", name, Texts.NAME)
        .number("count", count);
    json.beginObject("round_trips")
        .number("sum", sum)
        .decimal("mean", mean(sum))
        .count("median", trips.quantile(0.5))
        .count("p95", trips.quantile(0.95))
        .count("max", trips.greatest());
    addBuckets(json);
    json.endObject().decimal("statements_mean", mean(stats.statements().sum()));
    addTime(json);
    json.endObject();
  }

  /** Not cumulative; without those that are empty. */
  private void addBuckets(Json json) {
    long[] bounds = trips.bounds();
    long[] counts = trips.counts();
    json.beginArray("buckets");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        json.beginObject()
            .count("le", i < bounds.length ? bounds[i] : -1)
            .number("count", counts[i])
            .endObject();
      }
    }
    json.endArray();
  }

  private void addTime(Json json) {
    long database = stats.databaseTime().sum();
    long opening = Math.min(database, stats.openingNanos());
    long both = Math.min(database - opening, stats.undividedNanos());
    long divided = database - opening - both;
    boolean isDivided = divided > 0 || both == 0;
    long link = Math.min(divided, stats.linkNanos());
    long waiting = stats.waitNanos();
    long rest = stats.nanos() - database - waiting;
    json.beginObject("time_ms")
        .millis("total", meanNanos(stats.nanos()))
        .millis("link", isDivided ? meanNanos(link) : -1)
        .millis("database", isDivided ? meanNanos(divided - link) : -1)
        .millis("both", meanNanos(both))
        .millis("opening", meanNanos(opening))
        .millis("waiting", meanNanos(waiting))
        // Unknown where threads that work for one unit at once have spent more than it lasted.
        .millis("rest", rest < 0 ? -1 : meanNanos(rest))
        .endObject();
  }

  private long meanNanos(long all) {
    return count == 0 ? -1 : all / count;
  }

  private double mean(long all) {
    return count == 0 ? Double.NaN : (double) all / count;
  }
}

package io.tripmeter.signals.statements;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what statements are ranked, most first. */
public enum Order {
  TOTAL,
  CALLS,
  TRIPS,
  ROWS,
  MEAN,
  P95;

  /** The order of this name, in lower case; null if there is none. */
  public static @Nullable Order named(String name) {
    for (Order order : values()) {
      if (order.label().equals(name)) {
        return order;
      }
    }
    return null;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private long of(Tally cost) {
    switch (this) {
      case CALLS:
        return cost.calls();
      case TRIPS:
        return cost.trips();
      case ROWS:
        return cost.rows();
      case MEAN:
        return cost.meanNanos();
      case P95:
        return cost.p95Nanos();
      default:
        return cost.nanos();
    }
  }

  /** Of two that are equal the one that took longer in total comes first, then the one with the smaller id. */
  Comparator<RankedStatement> comparator() {
    return Comparator.comparingLong((RankedStatement one) -> of(one.cost()))
        .thenComparingLong(one -> one.cost().nanos())
        .reversed()
        .thenComparing(one -> one.sql().id());
  }
}

package io.tripmeter.doctor;

import java.sql.Connection;

/** A connection and what opening it took. Immutable but for its wire, which goes on counting. */
final class Opened {
  private final Connection connection;
  private final Wire wire;
  private final int trips;
  private final long nanos;

  Opened(Connection connection, Wire wire, long nanos) {
    this.connection = connection;
    this.wire = wire;
    this.trips = wire.count();
    this.nanos = nanos;
  }

  Connection connection() {
    return connection;
  }

  Wire wire() {
    return wire;
  }

  double millis() {
    return nanos / 1e6;
  }

  /** Round trips of the opening, TCP's own included. */
  int trips() {
    return trips;
  }

  int trips(Wire.Phase phase) {
    int count = 0;
    for (Wire.Trip trip : wire.trips().subList(0, trips)) {
      count += trip.phase == phase ? 1 : 0;
    }
    return count;
  }

  /** Milliseconds of the round trips of this phase. */
  double millis(Wire.Phase phase) {
    long sum = 0;
    for (Wire.Trip trip : wire.trips().subList(0, trips)) {
      sum += trip.phase == phase ? trip.nanos : 0;
    }
    return sum / 1e6;
  }
}

package io.tripmeter.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Round trips of the cheapest statement on one connection, from the first byte sent to the first of the answer. Immutable. */
final class LinkTimes {
  static final String STATEMENT = "select 1";
  static final int SAMPLES = 20;

  /** The first statements of a JVM load classes. */
  private static final int UNMEASURED = 2;

  private final List<Double> inOrder = new ArrayList<>();
  private final List<Double> sorted;

  LinkTimes(List<Wire.Trip> trips) {
    for (Wire.Trip trip : trips) {
      inOrder.add(trip.nanos / 1e6);
    }
    sorted = new ArrayList<>(inOrder);
    Collections.sort(sorted);
  }

  static LinkTimes of(Opened opened) throws SQLException {
    Connection connection = opened.connection();
    int from = 0;
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < UNMEASURED + SAMPLES; i++) {
        if (i == UNMEASURED) {
          from = opened.wire().count();
        }
        try (ResultSet row = statement.executeQuery(STATEMENT)) {
          row.next();
        }
      }
    }
    List<Wire.Trip> trips = opened.wire().trips();
    return new LinkTimes(new ArrayList<>(trips.subList(from, trips.size())));
  }

  int samples() {
    return sorted.size();
  }

  double fastest() {
    return sorted.get(0);
  }

  double median() {
    return quantile(0.5);
  }

  double p95() {
    return quantile(0.95);
  }

  /** The mean difference between one sample and the next. */
  double jitter() {
    double sum = 0;
    for (int i = 1; i < inOrder.size(); i++) {
      sum += Math.abs(inOrder.get(i) - inOrder.get(i - 1));
    }
    return sum / Math.max(1, inOrder.size() - 1);
  }

  private double quantile(double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}

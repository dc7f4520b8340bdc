package io.tripmeter.hazards;

import io.tripmeter.connect.Endpoint;
import io.tripmeter.postgres.SqlText;
import org.jspecify.annotations.Nullable;

/** A statement and the hazard found in it. Immutable; holds no object of the application. */
final class HazardFinding {
  final Hazard hazard;
  final Endpoint endpoint;
  final String pool;
  final SqlText sql;
  final @Nullable String caller;

  HazardFinding(
      Hazard hazard, Endpoint endpoint, String pool, SqlText sql, @Nullable String caller) {
    this.hazard = hazard;
    this.endpoint = endpoint;
    this.pool = pool;
    this.sql = sql;
    this.caller = caller;
  }

  /** Only the first finding of each kind is reported. */
  String kind() {
    return kind(hazard, sql);
  }

  static String kind(Hazard hazard, SqlText sql) {
    return hazard.label() + " " + sql.id();
  }

  boolean isSameAs(HazardFinding other) {
    return endpoint == other.endpoint && kind().equals(other.kind());
  }
}

package io.tripmeter.hazards;

import io.tripmeter.connect.Endpoint;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.metrics.SeenHazards;
import org.jspecify.annotations.Nullable;

/** A statement and the hazard found in it. Immutable; holds no object of the application. */
final class HazardFinding {
  final Hazard hazard;
  final Endpoint endpoint;
  final String pool;
  final SqlText sql;
  final @Nullable String caller;

  /** Of a migration tool's, on which one line is enough for all of its statements. */
  final boolean ofMigration;

  HazardFinding(
      Hazard hazard,
      Endpoint endpoint,
      String pool,
      SqlText sql,
      @Nullable String caller,
      boolean inMigration) {
    this.hazard = hazard;
    this.endpoint = endpoint;
    this.pool = pool;
    this.sql = sql;
    this.caller = caller;
    ofMigration = isOfMigration(hazard, inMigration);
  }

  /** Only the first finding of each kind is reported. */
  String kind() {
    return kind(hazard, sql, ofMigration);
  }

  static String kind(Hazard hazard, SqlText sql, boolean inMigration) {
    String kind = hazard.label() + " " + sql.id();
    return isOfMigration(hazard, inMigration) ? "migration " + kind : kind;
  }

  /** Errors are an event of their own. */
  private static boolean isOfMigration(Hazard hazard, boolean inMigration) {
    return inMigration && !hazard.isError();
  }

  /** For display. */
  SeenHazards.Hazard seen() {
    return new SeenHazards.Hazard(
        hazard.label(), hazard.problem(), hazard.instead(), pool, sql, caller);
  }

  boolean isSameAs(HazardFinding other) {
    return endpoint == other.endpoint && kind().equals(other.kind());
  }
}

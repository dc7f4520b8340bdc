package io.tripmeter.signals.metrics;

import io.tripmeter.postgres.SqlText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that need a session of their own behind a pooler that shares sessions, for display. Bounded: the first ones stay. Any thread. */
public final class SeenHazards {
  private static final int MOST = 50;

  private final List<Hazard> first = new ArrayList<>();

  SeenHazards() {}

  public synchronized void add(Hazard hazard) {
    if (first.size() < MOST) {
      first.add(hazard);
    }
  }

  public synchronized List<Hazard> first() {
    return new ArrayList<>(first);
  }

  /** One statement. Immutable. */
  public static final class Hazard {
    private final String feature;
    private final String problem;
    private final String instead;
    private final String pool;
    private final SqlText sql;
    private final @Nullable String caller;

    public Hazard(
        String feature,
        String problem,
        String instead,
        String pool,
        SqlText sql,
        @Nullable String caller) {
      this.feature = feature;
      this.problem = problem;
      this.instead = instead;
      this.pool = pool;
      this.sql = sql;
      this.caller = caller;
    }

    /** As the metric's label has it. */
    public String feature() {
      return feature;
    }

    /** What goes wrong. */
    public String problem() {
      return problem;
    }

    /** What to use instead. */
    public String instead() {
      return instead;
    }

    public String pool() {
      return pool;
    }

    public SqlText sql() {
      return sql;
    }

    public @Nullable String caller() {
      return caller;
    }
  }
}

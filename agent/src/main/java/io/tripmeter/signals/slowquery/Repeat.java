package io.tripmeter.signals.slowquery;

import io.tripmeter.postgres.SqlText;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A statement that requests, or jobs, execute again and again from one place. */
public final class Repeat {
  private final SqlText sql;
  private final String caller;
  private final @Nullable String workName;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicBoolean said = new AtomicBoolean();

  Repeat(SqlText sql, String caller, @Nullable String workName) {
    this.sql = sql;
    this.caller = caller;
    this.workName = workName;
  }

  void again() {
    requests.incrementAndGet();
  }

  /** True once. */
  boolean isFirst() {
    return said.compareAndSet(false, true);
  }

  public SqlText sql() {
    return sql;
  }

  public String caller() {
    return caller;
  }

  /** Route or job of the first. */
  public @Nullable String workName() {
    return workName;
  }

  /** How many requests or jobs did so. */
  public long requests() {
    return requests.get();
  }
}

package io.tripmeter.signals.slowquery;

import io.tripmeter.postgres.SqlText;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A statement that requests or jobs repeat from one place. */
public final class Repeat {
  private final SqlText sql;
  private final String caller;
  private final @Nullable String workName;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicBoolean logged = new AtomicBoolean();

  Repeat(SqlText sql, String caller, @Nullable String workName) {
    this.sql = sql;
    this.caller = caller;
    this.workName = workName;
  }

  void addRequest() {
    requests.incrementAndGet();
  }

  /** Whether the caller must log it; true once. */
  boolean claimLog() {
    return logged.compareAndSet(false, true);
  }

  public SqlText sql() {
    return sql;
  }

  public String caller() {
    return caller;
  }

  /** The route or job that repeated it first. */
  public @Nullable String workName() {
    return workName;
  }

  /** Number of requests and jobs that repeated it. */
  public long requests() {
    return requests.get();
  }
}

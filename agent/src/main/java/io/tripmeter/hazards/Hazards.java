package io.tripmeter.hazards;

import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.log.Log;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.Callers;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Checks statements that the driver parses or that fail, on the application's thread, if their endpoint may share sessions. */
public final class Hazards implements DriverHooks.Hazards {
  private final Endpoints endpoints;
  private final Settings settings;
  private final HazardLog log;
  private final SeenTexts seen = new SeenTexts();

  public Hazards(Settings settings, Telemetry telemetry, Endpoints endpoints) {
    this.endpoints = endpoints;
    this.settings = settings;
    log = new HazardLog(telemetry, settings.text(Option.ENDPOINT_MIGRATIONS).equals("direct"));
  }

  @Override
  public void parsed(Object executor, String sql) {
    try {
      Endpoint endpoint = watched(executor);
      if (endpoint == null) {
        return;
      }
      if (ThreadState.current().inMigration()) {
        if (endpoint.pooler().isTransactional()) {
          log.warnOfMigration(endpoints.poolOf(executor).name(), endpoint);
        }
      } else if (!seen.add(endpoint, sql)) {
        // A migration's texts are not added: the application may use them, too.
        return;
      }
      for (Hazard hazard : SqlHazards.of(sql)) {
        found(hazard, endpoint, executor, sql);
      }
    } catch (Throwable e) {
      logFailure(e);
    }
  }

  @Override
  public void failed(Object executor, String sql, Throwable thrown) {
    try {
      if (Pooler.isStatementMode(thrown)) {
        endpoints.refusesTransactions(executor);
        return;
      }
      Hazard hazard = thrown instanceof SQLException
          ? Hazard.ofState(((SQLException) thrown).getSQLState())
          : null;
      Endpoint endpoint = hazard == null ? null : watched(executor);
      if (hazard != null && endpoint != null) {
        found(hazard, endpoint, executor, sql);
      }
    } catch (Throwable e) {
      logFailure(e);
    }
  }

  /** The verdict on this endpoint is settled: its earlier findings are reported or dropped. */
  public void settled(Endpoint endpoint) {
    log.release(endpoint, endpoint.pooler().isTransactional());
    HazardWatch.refresh();
  }

  /** The connection's endpoint, null if its statements need no check. */
  private @Nullable Endpoint watched(Object executor) {
    if (ThreadState.current().isAgentThread()) {
      return null;
    }
    Endpoint endpoint = endpoints.endpointOf(executor);
    if (endpoint == null) {
      return null;
    }
    Pooler pooler = endpoint.pooler();
    if (pooler.isTransactional()) {
      log.release(endpoint, true);
      return endpoint;
    }
    if (pooler.isSettled()) {
      settled(endpoint);
      return null;
    }
    return endpoint;
  }

  private void found(Hazard hazard, Endpoint endpoint, Object executor, String sql) {
    SqlText text = SqlText.of(sql, settings.integer(Option.SLOW_QUERY_MAX_LENGTH));
    boolean inMigration = ThreadState.current().inMigration();
    if (log.isReported(hazard, text, inMigration)) {
      return;
    }
    String pool = endpoints.poolOf(executor).name();
    HazardFinding found = new HazardFinding(
        hazard, endpoint, pool, text, Callers.ofThisJvm().describe(), inMigration);
    if (endpoint.pooler().isTransactional()) {
      log.report(found);
    } else {
      log.hold(found);
    }
  }

  private static void logFailure(Throwable e) {
    Log.warn("a statement could not be looked at; it is not affected")
        .error(e)
        .once("hazard " + e.getClass())
        .write();
  }
}

package io.tripmeter.session;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.connect.SessionAnswer;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverUrl;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens a connection by a plan and sets it up, at one URL or, if that fails, at another. Used by one thread, for one connection. */
final class PlannedOpening implements EndpointSelection.Opener {
  /** Connections that may be lost, one after the other, while they are set up. */
  private static final int ATTEMPTS = 3;

  private final ConnectionOwners owners;
  private final OpenSessions sessions;
  private final Driver driver;
  private final @Nullable Properties info;
  private final PoolStats pool;
  private final Settings settings;
  private @Nullable Connection last;

  PlannedOpening(
      ConnectionOwners owners,
      OpenSessions sessions,
      Driver driver,
      @Nullable Properties info,
      PoolStats pool,
      Settings settings) {
    this.owners = owners;
    this.sessions = sessions;
    this.driver = driver;
    this.info = info;
    this.pool = pool;
    this.settings = settings;
  }

  @Override
  public @Nullable Properties effective(String url) throws ReflectiveOperationException {
    return DriverUrl.effective(driver, url, info);
  }

  @Override
  public @Nullable Connection open(String url) throws SQLException, ReflectiveOperationException {
    return settings.adviseOnly() ? advised(url) : planned(url);
  }

  /** As the application asks; the plan is only shown. */
  private @Nullable Connection advised(String url)
      throws SQLException, ReflectiveOperationException {
    Properties effective = effective(url);
    StartupPlan plan = effective == null ? null : plan(effective);
    if (plan != null) {
      owners.planned(pool, plan);
    }
    Connection opened = new Opening(connect(url), null).open(new Opening.Planner() {
      @Override
      public @Nullable StartupPlan plan() {
        return null;
      }
    });
    last = opened;
    if (opened != null) {
      sessions.add(opened, pool, plan, null);
    }
    return opened;
  }

  private @Nullable Connection planned(String url)
      throws SQLException, ReflectiveOperationException {
    for (int attempt = 1; ; attempt++) {
      Opening opening = new Opening(connect(url), attempt == 1 ? owners.gate(pool) : null);
      Connection opened = opening.open(new Opening.Planner() {
        @Override
        public @Nullable StartupPlan plan() throws ReflectiveOperationException {
          Properties effective = effective(url);
          return effective == null ? null : PlannedOpening.this.plan(effective);
        }
      });
      last = opened;
      StartupPlan plan = opening.plan();
      if (opened == null || plan == null) {
        return opened;
      }
      sessions.add(opened, pool, plan, validation(plan));
      if (attempt == ATTEMPTS) {
        // The ones before were lost while they were set up: this one is as the application asked.
        owners.planned(pool, SessionAnswer.unanswered(plan));
        return opened;
      }
      if (isSetUp(opened, plan)) {
        return opened;
      }
    }
  }

  private DriverConnect connect(String url) {
    return new DriverConnect(driver, url, info, pool, settings, owners);
  }

  private StartupPlan plan(Properties effective) {
    return StartupPlan.of(
        settings,
        effective,
        owners.initSql(pool),
        owners.isForMigration(pool),
        owners.probes(pool));
  }

  /** False if the connection was lost meanwhile. What it was asked is not asked again. */
  private boolean isSetUp(Connection opened, StartupPlan plan) {
    try {
      StartupPlan now = SessionStart.begin(opened, plan);
      ConnectionState state = ConnectionState.of(opened);
      if (state != null && now != plan) {
        state.follow(now);
        state.prepare(opened, now);
      }
      owners.planned(pool, now);
      return true;
    } catch (ReflectiveOperationException unknown) {
      Log.debug("a connection keeps what it was opened with").error(unknown).write();
      return true;
    } catch (SQLException lost) {
      Connections.close(opened);
      return false;
    }
  }

  /** Null for connections of no pool, and where the application has set up its sockets itself: the pool validates as it does. */
  private @Nullable Validation validation(StartupPlan plan) {
    boolean isWanted = plan.settings().text(Option.POOL_VALIDATION).equals("auto");
    return pool == PoolStats.NONE || !isWanted || plan.isSocketGiven()
        ? null
        : new Validation(plan.endpoint());
  }

  /** Closes the connection that was opened last, and that nobody will have. */
  void closeLast() {
    Connection opened = last;
    if (opened != null) {
      Connections.close(opened);
    }
  }
}

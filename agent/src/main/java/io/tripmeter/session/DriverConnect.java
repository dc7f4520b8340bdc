package io.tripmeter.session;

import io.tripmeter.boot.ConnectAttempt;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.signals.metrics.TransportFlaw;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Calls the driver's connect, which is not answered by the agent then. */
final class DriverConnect {
  private final Driver driver;
  private final String url;
  private final @Nullable Properties info;
  private final PoolStats pool;
  private final Settings settings;
  private final @Nullable ConnectionOwners told;

  /**
   * @param url the application's
   * @param info the application's
   * @param settings the pool's
   * @param told of what is opened; null for nobody
   */
  DriverConnect(
      Driver driver,
      String url,
      @Nullable Properties info,
      PoolStats pool,
      Settings settings,
      @Nullable ConnectionOwners told) {
    this.driver = driver;
    this.url = url;
    this.info = info;
    this.pool = pool;
    this.settings = settings;
    this.told = told;
  }

  PoolStats pool() {
    return pool;
  }

  /** An attempt that waits for no other connection. */
  ConnectAttempt freeAttempt() {
    return new ConnectAttempt(pool, null, false, 0);
  }

  @Nullable
  Connection asAsked(ConnectAttempt attempt) throws SQLException {
    return connect(url, info, attempt);
  }

  @Nullable
  Connection by(StartupPlan plan, ConnectAttempt attempt) throws SQLException {
    Connection opened = connect(plan.url(url), plan.properties(info), attempt);
    if (opened != null) {
      giveUrl(opened);
    }
    return opened;
  }

  /** DatabaseMetaData.getURL returns the application's URL, not the one without the properties that are ours. */
  private void giveUrl(Connection opened) {
    try {
      DriverConnection.of(opened).setUrl(url);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.debug("a connection does not tell its whole URL").error(unknown).write();
    }
  }

  private void opened(@Nullable TransportFlaw flaw) {
    if (told != null) {
      told.opened(pool, flaw);
    }
  }

  private @Nullable Connection connect(String to, @Nullable Properties with, ConnectAttempt attempt)
      throws SQLException {
    ThreadState thread = ThreadState.current();
    TlsGuard guard = new TlsGuard(settings, pool.name());
    attempt.guard(guard);
    thread.connect().setAsked(attempt);
    long start = System.nanoTime();
    try {
      Connection connection = driver.connect(to, with);
      pool.opened(System.nanoTime() - start);
      if (connection != null) {
        opened(guard.opened());
      }
      return connection;
    } catch (SQLException theServers) {
      attempt.abandon();
      throw attempt.isBarred() ? guard.refusal(theServers) : theServers;
    } catch (RuntimeException | Error theDrivers) {
      attempt.abandon();
      throw new DriverFailure(theDrivers);
    } finally {
      thread.connect().setAsked(null);
      attempt.forget();
    }
  }
}

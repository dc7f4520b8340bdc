package io.tripmeter.pgjdbc;

import io.tripmeter.boot.ConnectAttempt;
import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.connect.Refusal;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Opens one connection with what is right for it. Where that is refused and could be because of something of ours, once more exactly as the
 * application asked; what that fails with is the application's. Connections of a warm-up wait for the pool's first one, see
 * {@link ConnectGate}. Used by one thread, once.
 */
final class Opening {
  /** More than the parameters of ours that a server could refuse by name, one after the other. */
  private static final int ATTEMPTS = 6;

  /** By what is known when it is asked. */
  interface Planner {
    /** Null if the driver does not take this URL. */
    @Nullable
    StartupPlan plan() throws ReflectiveOperationException;
  }

  private final Driver driver;
  private final String url;
  private final @Nullable Properties info;
  private final PoolStats pool;
  private final @Nullable ConnectGate gate;
  private final boolean leads;
  private @Nullable StartupPlan plan;

  /** @param gate of a pool that warms up, or null */
  Opening(
      Driver driver,
      String url,
      @Nullable Properties info,
      PoolStats pool,
      @Nullable ConnectGate gate) {
    this.driver = driver;
    this.url = url;
    this.info = info;
    this.pool = pool;
    this.gate = gate;
    leads = gate != null && gate.lead();
  }

  /** By which it was opened, or null. */
  @Nullable
  StartupPlan plan() {
    return plan;
  }

  @Nullable
  Connection open(Planner planner) throws SQLException, ReflectiveOperationException {
    Throwable failure = null;
    try {
      return leads ? planned(planner) : waiting(planner);
    } catch (SQLException | ReflectiveOperationException | RuntimeException | Error failed) {
      failure = failed;
      throw failed;
    } finally {
      if (gate != null && leads) {
        if (failure == null) {
          gate.open();
        } else {
          gate.close(failure, Refusal.isForWantOfRoom(failure));
        }
      }
    }
  }

  /** Behind the first one of the pool, if it has not come yet. */
  private @Nullable Connection waiting(Planner planner)
      throws SQLException, ReflectiveOperationException {
    if (gate == null) {
      return planned(planner);
    }
    ConnectGate.Stage wanted = ConnectGate.Stage.CONNECTED;
    while (true) {
      awaitFirst(gate, wanted);
      try {
        return planned(planner);
      } catch (HeldOff again) {
        wanted = ConnectGate.Stage.OPEN;
      }
    }
  }

  private static void awaitFirst(ConnectGate gate, ConnectGate.Stage wanted) throws SQLException {
    try {
      if (gate.awaitStart(wanted) == ConnectGate.Signal.GO) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable failure = gate.failure();
    throw failure instanceof SQLException
        ? (SQLException) failure
        : new SQLTransientConnectionException("the pool's first connection was not opened");
  }

  private @Nullable Connection planned(Planner planner)
      throws SQLException, ReflectiveOperationException {
    for (int number = 1; ; number++) {
      StartupPlan by = planner.plan();
      if (by == null) {
        return connect(url, info, new ConnectAttempt(pool, null, false, 0));
      }
      ConnectAttempt attempt = attempt(by);
      try {
        return planned(by, attempt);
      } catch (SQLException refused) {
        if (attempt.isHeldOff()) {
          throw new HeldOff();
        }
        boolean named = number < ATTEMPTS && Refusal.isOurs(refused, by);
        if (!named && !Refusal.couldBeOurs(refused, by, attempt)) {
          throw refused;
        }
        beginAgain();
        if (!named) {
          return asAsked(refused, by);
        }
      }
    }
  }

  private @Nullable Connection planned(StartupPlan by, ConnectAttempt attempt) throws SQLException {
    Connection opened = connect(by.url(url), by.properties(info), attempt);
    plan = by;
    if (opened != null) {
      giveUrl(opened);
    }
    return opened;
  }

  /** Nothing of ours. If this works, it was ours that was refused, or chance: a moment later it works with ours, too. */
  private @Nullable Connection asAsked(SQLException refused, StartupPlan with) throws SQLException {
    StartupPlan without = with.asAsked();
    ConnectAttempt attempt = new ConnectAttempt(pool, null, false, 0);
    Connection opened = connect(url, info, attempt);
    if (opened == null) {
      return null;
    }
    Connection ours = afterAll(refused, with);
    if (ours != null) {
      attempt.abandon();
      Connections.close(opened);
      return ours;
    }
    plan = without;
    prepare(opened, without);
    return opened;
  }

  /** With ours, null if that is refused again; whatever it is, there is a connection already. */
  private @Nullable Connection afterAll(SQLException refused, StartupPlan with) {
    ConnectAttempt attempt = new ConnectAttempt(pool, null, false, 0);
    try {
      return planned(with, attempt);
    } catch (SQLException again) {
      if (Refusal.isProven(refused, again, with, attempt)) {
        Refusal.remember(refused, with);
      }
    } catch (DriverFailure theDrivers) {
      // The one without ours is there.
    }
    return null;
  }

  /** What is the driver's own affair the server cannot refuse. */
  private static void prepare(Connection opened, StartupPlan by) {
    try {
      ReflectiveAccess.of(opened).call("setPrepareThreshold", by.prepareThreshold());
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.debug("a connection keeps its prepareThreshold").error(unknown).write();
    }
  }

  /** DatabaseMetaData.getURL says what the application has asked for, not what was moved out of its URL. */
  private void giveUrl(Connection opened) {
    try {
      ReflectiveAccess.of(opened).set("creatingURL", url);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.debug("a connection does not tell its whole URL").error(unknown).write();
    }
  }

  private void beginAgain() {
    if (gate != null && leads) {
      gate.again();
    }
  }

  private ConnectAttempt attempt(StartupPlan by) throws SQLException {
    if (gate == null || !by.hasSeveralHosts()) {
      return new ConnectAttempt(pool, gate, leads, gate == null ? 0 : gate.round());
    }
    if (!leads) {
      // Given up half-way, the driver would go on to the next host.
      awaitFirst(gate, ConnectGate.Stage.OPEN);
    }
    return new ConnectAttempt(pool, null, false, 0);
  }

  private @Nullable Connection connect(String to, @Nullable Properties with, ConnectAttempt attempt)
      throws SQLException {
    ThreadState thread = ThreadState.current();
    thread.connect().setAsked(attempt);
    long start = System.nanoTime();
    try {
      Connection connection = driver.connect(to, with);
      pool.createTime().record(System.nanoTime() - start);
      return connection;
    } catch (SQLException theServers) {
      attempt.abandon();
      throw theServers;
    } catch (RuntimeException | Error theDrivers) {
      attempt.abandon();
      throw new DriverFailure(theDrivers);
    } finally {
      thread.connect().setAsked(null);
      attempt.forget();
    }
  }

  /** Nothing is wrong with the connection: the first one of its pool was not let in. */
  private static final class HeldOff extends SQLException {
    private static final long serialVersionUID = 1;
  }
}

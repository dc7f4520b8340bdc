package io.tripmeter.session;

import io.tripmeter.boot.ConnectAttempt;
import io.tripmeter.boot.ConnectGate;
import io.tripmeter.connect.Refusal;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens one connection by a plan. If that is refused and could be because of something of ours, it is opened once more exactly as the
 * application asked, and what that fails with is the application's. Used by one thread, once.
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

  private final DriverConnect driver;
  private final GateTurn turn;
  private @Nullable StartupPlan plan;

  /** @param gate of a pool that warms up, or null */
  Opening(DriverConnect driver, @Nullable ConnectGate gate) {
    this.driver = driver;
    turn = new GateTurn(gate, driver.pool());
  }

  /** The plan by which it was opened, or null. */
  @Nullable
  StartupPlan plan() {
    return plan;
  }

  @Nullable
  Connection open(Planner planner) throws SQLException, ReflectiveOperationException {
    Throwable failure = null;
    try {
      return turn.waits() ? waiting(planner) : planned(planner);
    } catch (SQLException | ReflectiveOperationException | RuntimeException | Error failed) {
      failure = failed;
      throw failed;
    } finally {
      turn.ended(failure);
    }
  }

  /** Behind the first one of the pool. */
  private @Nullable Connection waiting(Planner planner)
      throws SQLException, ReflectiveOperationException {
    ConnectGate.Stage wanted = ConnectGate.Stage.CONNECTED;
    while (true) {
      turn.awaitFirst(wanted);
      try {
        return planned(planner);
      } catch (HeldOff again) {
        wanted = ConnectGate.Stage.OPEN;
      }
    }
  }

  private @Nullable Connection planned(Planner planner)
      throws SQLException, ReflectiveOperationException {
    for (int number = 1; ; number++) {
      StartupPlan by = plan(planner);
      if (by == null) {
        return driver.asAsked(driver.freeAttempt());
      }
      ConnectAttempt attempt = turn.attempt(by.hasSeveralHosts());
      try {
        return planned(by, attempt);
      } catch (SQLException refused) {
        if (attempt.isHeldOff()) {
          throw new HeldOff();
        }
        if (attempt.isBarred()) {
          throw refused;
        }
        boolean named = number < ATTEMPTS && Refusal.isOurs(refused, by);
        if (!named && !Refusal.couldBeOurs(refused, by, attempt)) {
          throw refused;
        }
        turn.again();
        if (!named) {
          return asAsked(refused, by);
        }
      }
    }
  }

  /** With several hosts a connection waits before it begins. It is planned afterwards, because the first one may show what is refused. */
  private @Nullable StartupPlan plan(Planner planner)
      throws SQLException, ReflectiveOperationException {
    StartupPlan now = planner.plan();
    if (now == null || !now.hasSeveralHosts() || !turn.waits()) {
      return now;
    }
    turn.awaitFirst(ConnectGate.Stage.OPEN);
    return planner.plan();
  }

  private @Nullable Connection planned(StartupPlan by, ConnectAttempt attempt) throws SQLException {
    Connection opened = driver.by(by, attempt);
    plan = by;
    return opened;
  }

  /** With nothing of ours. If this works, ours was refused, or it was chance: then it works with ours a moment later. */
  private @Nullable Connection asAsked(SQLException refused, StartupPlan with) throws SQLException {
    StartupPlan without = with.asAsked();
    ConnectAttempt attempt = driver.freeAttempt();
    Connection opened = driver.asAsked(attempt);
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

  /** With ours; null if that is refused again. Whatever happens, there is a connection already. */
  private @Nullable Connection afterAll(SQLException refused, StartupPlan with) {
    ConnectAttempt attempt = driver.freeAttempt();
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

  /** The server is not told of this, so it cannot refuse it. */
  private static void prepare(Connection opened, StartupPlan by) {
    try {
      DriverConnection.of(opened).setPrepareThreshold(by.prepareThreshold());
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.debug("a connection keeps its prepareThreshold").error(unknown).write();
    }
  }

  /** Nothing is wrong with the connection: the first one of its pool was not opened. */
  private static final class HeldOff extends SQLException {
    private static final long serialVersionUID = 1;
  }
}

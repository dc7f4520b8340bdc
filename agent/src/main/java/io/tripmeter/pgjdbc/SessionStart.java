package io.tripmeter.pgjdbc;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.TimerCalls;
import io.tripmeter.boot.TripKind;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.SessionQuestion;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;

/**
 * What happens on a connection between its opening and its first use, where an operator has asked for what needs it: the server is asked
 * who else has set a timeout, and what rides with BEGIN is tried. A round trip each, the second one once an endpoint. On the thread that
 * opens the connection, which nobody else has.
 */
final class SessionStart {
  /** A server that has let somebody in and then says nothing is not waited for longer. */
  private static final int ANSWER_MILLIS = 10_000;

  private SessionStart() {}

  /**
   * @return the plan by which the session is what it is
   * @throws SQLException if the connection was lost
   */
  static StartupPlan begin(Connection connection, StartupPlan plan) throws SQLException {
    return run(connection, plan, plan.asks());
  }

  /** The same for a connection that was open before its rider was known. */
  static StartupPlan ride(Connection connection, StartupPlan plan) throws SQLException {
    return run(connection, plan, false);
  }

  private static StartupPlan run(Connection connection, StartupPlan plan, boolean asks)
      throws SQLException {
    if (!asks && plan.rider().isEmpty()) {
      return plan;
    }
    ThreadState thread = ThreadState.current();
    boolean ours = thread.isAgentThread();
    thread.setAgentThread(true);
    // The round trips are the connection's opening, not work of the application's.
    boolean outermost = DriverCalls.enter(TripKind.CONNECT);
    int patience = connection.getNetworkTimeout();
    boolean isPatient = patience == 0 || patience > ANSWER_MILLIS;
    try {
      if (isPatient) {
        connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      }
      StartupPlan now = asks ? asked(connection, plan) : plan;
      return now.rider().isEmpty() ? now : ridden(connection, now);
    } finally {
      if (isPatient && !connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, patience);
      }
      DriverCalls.exit(outermost);
      thread.setAgentThread(ours);
    }
  }

  private static StartupPlan asked(Connection connection, StartupPlan plan) throws SQLException {
    try {
      return plan.answered(SessionQuestion.ask(connection, plan));
    } catch (SQLException unanswered) {
      StartupPlan without = unanswered(plan, unanswered);
      if (connection.isClosed()) {
        throw unanswered;
      }
      return without;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return unanswered(plan, unknown);
    }
  }

  private static StartupPlan unanswered(StartupPlan plan, Exception why) {
    Log.warn("session timeouts not set: the server did not tell whether somebody else has set them")
        .field("endpoint", plan.endpoint().name())
        .error(why)
        .once("unanswered " + plan.endpoint().name())
        .write();
    return plan.unanswered();
  }

  /** What this plan has to ride with BEGIN does so from here on, if it is known to; the first connection of an endpoint tries it. */
  private static StartupPlan ridden(Connection connection, StartupPlan plan) throws SQLException {
    Endpoint endpoint = plan.endpoint();
    if (endpoint.isRidden(plan.rider())) {
      return install(connection, plan) ? plan : plan.renewed();
    }
    Lock riding = endpoint.riding();
    riding.lock();
    try {
      if (endpoint.isWithoutRider() || !install(connection, plan)) {
        return plan.renewed();
      }
      if (endpoint.isRidden(plan.rider())) {
        return plan;
      }
      return tried(connection, plan);
    } finally {
      riding.unlock();
    }
  }

  private static StartupPlan tried(Connection connection, StartupPlan plan) throws SQLException {
    Endpoint endpoint = plan.endpoint();
    String failure;
    try {
      failure = plan.differsInTransaction(connection);
    } catch (SQLException refused) {
      failure = Secrets.describe(refused);
      if (Pooler.isStatementMode(refused)) {
        endpoint.pooler().refusesTransactions();
      }
      if (connection.isClosed() && endpoint.lostWhileRiding() < 2) {
        throw refused;
      }
    }
    if (failure == null) {
      endpoint.hasRidden(plan.rider());
      return plan;
    }
    if (!endpoint.isWithoutRider()) {
      tellThatNothingRides(plan, failure);
    }
    endpoint.cannotRide();
    if (connection.isClosed()) {
      throw new SQLException(failure, "08006");
    }
    StartupPlan without = plan.renewed();
    install(connection, without);
    return without;
  }

  private static void tellThatNothingRides(StartupPlan plan, String failure) {
    Log.warn(
            "session settings do not ride with BEGIN at this endpoint: transactions go without them")
        .field("endpoint", plan.endpoint().name())
        .field("settings", plan.rider())
        .field("why", failure)
        .once("rider " + plan.endpoint().name())
        .write();
  }

  /** False if the driver is not as we know it. */
  static boolean install(Connection connection, StartupPlan plan) {
    try {
      if (plan.autocommitTimeout() != 0) {
        TimerCalls.use();
      }
      ConnectionState state = ConnectionState.of(connection);
      if (state == null) {
        throw new NoSuchMethodException("the connection is not counted");
      }
      BeginSettings.install(
          ReflectiveAccess.of(connection).get("getQueryExecutor"), state, plan.rider());
      return true;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      plan.endpoint().cannotRide();
      Log.warn(
              "no session timeouts through this pooler: the driver's version is unknown, please report it")
          .field("endpoint", plan.endpoint().name())
          .error(unknown)
          .once("rider")
          .write();
      return false;
    }
  }
}

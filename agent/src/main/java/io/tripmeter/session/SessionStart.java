package io.tripmeter.session;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.TimerCalls;
import io.tripmeter.boot.TripKind;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.SessionAnswer;
import io.tripmeter.connect.SessionQuestion;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.connect.TransactionTrial;
import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import io.tripmeter.pgjdbc.BeginSettings;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pooler.Pooler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;

/**
 * Sets up a connection between its opening and its first use, if the operator's settings need it: the server is asked which timeouts
 * others have set, and settings that go with BEGIN are tried. A round trip each, the second one once an endpoint. Runs on the thread that
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

  /** The same for a connection that was open before it was known what goes with its BEGIN. */
  static StartupPlan tryWithBegin(Connection connection, StartupPlan plan) throws SQLException {
    return run(connection, plan, false);
  }

  private static StartupPlan run(Connection connection, StartupPlan plan, boolean asks)
      throws SQLException {
    if (!asks && plan.withBegin().isEmpty()) {
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
      return now.withBegin().isEmpty() ? now : withBegin(connection, now);
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
      return SessionAnswer.answered(plan, SessionQuestion.ask(connection, plan));
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
    return SessionAnswer.unanswered(plan);
  }

  /** The plan's settings go with BEGIN from here on. The first connection of an endpoint tries whether they are in force. */
  private static StartupPlan withBegin(Connection connection, StartupPlan plan)
      throws SQLException {
    Endpoint endpoint = plan.endpoint();
    if (endpoint.begin().isProven(plan.withBegin())) {
      return install(connection, plan) ? plan : plan.renewed();
    }
    Lock trial = endpoint.begin().trial();
    trial.lock();
    try {
      if (endpoint.isWithoutBeginSettings() || !install(connection, plan)) {
        return plan.renewed();
      }
      if (endpoint.begin().isProven(plan.withBegin())) {
        return plan;
      }
      return tried(connection, plan);
    } finally {
      trial.unlock();
    }
  }

  private static StartupPlan tried(Connection connection, StartupPlan plan) throws SQLException {
    Endpoint endpoint = plan.endpoint();
    String failure;
    try {
      failure = TransactionTrial.difference(connection, plan);
    } catch (SQLException refused) {
      failure = Secrets.describe(refused);
      if (Pooler.isStatementMode(refused)) {
        endpoint.pooler().refusesTransactions();
      }
      if (connection.isClosed() && endpoint.begin().lost() < 2) {
        throw refused;
      }
    }
    if (failure == null) {
      endpoint.begin().proven(plan.withBegin());
      return plan;
    }
    if (!endpoint.isWithoutBeginSettings()) {
      tellOfFailure(plan, failure);
    }
    endpoint.begin().failed();
    if (connection.isClosed()) {
      throw new SQLException(failure, "08006");
    }
    StartupPlan without = plan.renewed();
    install(connection, without);
    return without;
  }

  private static void tellOfFailure(StartupPlan plan, String failure) {
    Log.warn(
            "session settings do not ride with BEGIN at this endpoint: transactions go without them")
        .field("endpoint", plan.endpoint().name())
        .field("settings", plan.withBegin())
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
      BeginSettings.install(DriverConnection.of(connection).executor(), state, plan.withBegin());
      return true;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      plan.endpoint().begin().failed();
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

package io.tripmeter.session;

import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.OpenConnection;
import io.tripmeter.boot.OpenConnections;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.BeginSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Settings that transactions begin with: what the inlined code asks of them. */
public final class TransactionSettings implements DriverHooks.Transactions {
  private final OpenSessions sessions;

  public TransactionSettings(OpenSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public long autocommitTimeout(Object connection) {
    OpenConnection state = OpenConnections.of(connection);
    long millis = state == null ? 0 : state.nextTimeout();
    try {
      return millis != 0 && ((Connection) connection).getAutoCommit() ? millis : 0;
    } catch (SQLException closed) {
      return 0;
    }
  }

  @Override
  public @Nullable Object begin(Object executor, Object query, int lift) {
    try {
      return BeginSettings.lifting(executor, query, lift);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.warn("timeouts of Tripmeter's cannot be lifted at the beginning of a transaction:"
              + " the driver's version is unknown, please report it")
          .error(unknown)
          .once("lift")
          .write();
      return null;
    }
  }

  /** The settings would break every transaction: all connections that are open there go without, too. */
  @Override
  public void refused(OpenConnection connection) {
    StartupPlan plan = ((ConnectionState) connection).plan();
    if (plan == null || plan.endpoint().begin().isProven(plan.withBegin())) {
      return;
    }
    plan.endpoint().begin().failed();
    Log.warn(
            "no session settings through this pooler: the server refuses them, transactions go without")
        .field("endpoint", plan.endpoint().name())
        .field("settings", plan.withBegin().replace(";SET LOCAL ", ", "))
        .once("no rider " + plan.endpoint().name())
        .write();
    sessions.follow(plan.endpoint());
  }
}

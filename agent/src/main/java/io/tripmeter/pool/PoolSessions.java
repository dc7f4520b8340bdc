package io.tripmeter.pool;

import io.tripmeter.config.Settings;
import io.tripmeter.connect.ReadBack;
import io.tripmeter.connect.ServerLimits;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.session.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The sessions of one pool's connections: the plan by which they are opened, and the questions that the first ones are asked. */
final class PoolSessions implements SessionProbe.Listener {
  private final String name;
  private final Settings settings;
  private final Connections connections;
  private final PoolReporter reporter;
  private final RequiredSchema schema;
  private final ProbePause pause = new ProbePause();
  private volatile SessionProbe probe;
  private volatile boolean asksAgain;
  private volatile @Nullable StartupPlan plan;
  private volatile int admitted = -1;

  PoolSessions(
      String name,
      Settings settings,
      Connections connections,
      PoolReporter reporter,
      RequiredSchema schema) {
    this.name = name;
    this.settings = settings;
    this.connections = connections;
    this.reporter = reporter;
    this.schema = schema;
    probe = new SessionProbe(connections, this, name);
  }

  /** By which the pool's first connection was opened; null if none was. */
  @Nullable
  StartupPlan plan() {
    return plan;
  }

  /** How many connections the server admits; -1 if unknown. */
  int admitted() {
    return admitted;
  }

  synchronized void planned(StartupPlan by) {
    StartupPlan before = plan;
    if (before == null) {
      plan = by;
      reporter.planned(by);
    } else if (probe.hasEnded()
        && by.endpoint() == before.endpoint()
        && !by.report().decided().equals(before.report().decided())) {
      plan = by;
      reporter.planChanged(by);
    }
  }

  /** Whether a later connection is to be asked, because the first ones could not tell. */
  boolean isToBeAskedAgain() {
    if (settings.adviseOnly() || !pause.isOver(System.nanoTime())) {
      return false;
    }
    probe = new SessionProbe(connections, this, name);
    asksAgain = true;
    return true;
  }

  /**
   * Asks a connection that nobody else has.
   *
   * @param number as {@link WarmUp.Listener#opened} has it
   * @param opensTwo whether a second one is opened at the same time
   */
  void ask(Connection connection, int number, boolean opensTwo) {
    StartupPlan openedBy = connections.sessions().planOf(connection);
    StartupPlan by = openedBy == null ? plan : openedBy;
    if (by == null) {
      return;
    }
    try {
      if (number == WarmUp.TOLD) {
        probe.second(connection, openedBy);
      } else if (settings.adviseOnly()) {
        admitted = ServerLimits.ask(connection);
      } else if (by.endpoint().pooler().isLeftAlone()) {
        probe.leaveAlone(by);
      } else {
        probe.first(connection, by, opensTwo && !asksAgain);
        schema.report(connection);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (SQLException unanswered) {
      Log.debug("what the server admits is not known")
          .pool(name)
          .error(unanswered)
          .write();
    }
  }

  /** No further connection will be asked for now. */
  void end() {
    probe.end();
  }

  @Override
  public void answered(Connection first, ReadBack answer) throws SQLException {
    admitted = answer.admitted();
  }

  @Override
  public void ended(StartupPlan by, @Nullable ReadBack answer) {
    plan = by;
    reporter.readBack(by, answer);
    if (!by.endpoint().pooler().isSettled()) {
      pause.failed(System.nanoTime());
    }
  }
}

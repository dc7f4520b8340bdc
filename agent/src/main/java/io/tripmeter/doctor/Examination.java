package io.tripmeter.doctor;

import io.tripmeter.config.Settings;
import io.tripmeter.connect.BackendProbe;
import io.tripmeter.connect.ProbeName;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one database: opens connections as Tripmeter and as the driver alone do, asks in one read-only transaction, and closes all. Used
 * by one thread, once.
 */
final class Examination {
  /** Behind a pooler nobody knows how many clients it still admits. */
  private static final int FEW = 5;

  /** One of so many free connections is taken at most. */
  private static final int SMALL_PART = 4;

  private static final int[] SIZES = {1, 5, 20};
  private static final long ENOUGH_NANOS = 40_000_000_000L;
  private static final String NAME_IN_USE = "42P05";

  private final long began = System.nanoTime();
  private final Opener opener;
  private final DoctorArguments arguments;
  final List<Crowd> crowds = new ArrayList<>();
  final StartupPlan plan;

  /** The driver's version. */
  final String driver;

  final LinkTimes link;
  final ConnectCost asTripmeter;
  final ConnectCost alone;
  final TlsCheck tls;

  /** Null if the server did not answer. */
  final @Nullable ServerFacts server;

  /** Why there are no facts of the server; null if there are. */
  private @Nullable String unanswered;

  Examination(Opener opener, Driver driver, Settings settings, DoctorArguments arguments)
      throws SQLException, CannotException, ReflectiveOperationException {
    this.opener = opener;
    this.arguments = arguments;
    Opened first = opener.planned(opener.plan(settings));
    this.driver = first.connection().getMetaData().getDriverVersion();
    lookForPooler(first, settings);
    plan = opener.plan(settings);
    Opened session = first;
    ServerFacts facts;
    try {
      session.connection().setReadOnly(true);
      session.connection().setAutoCommit(false);
      facts = ask(session.connection());
    } catch (SQLException refused) {
      if (!Pooler.isStatementMode(refused)) {
        throw refused;
      }
      pooler().refusesTransactions();
      opener.close(first);
      session = opener.planned(plan);
      facts = ask(session.connection());
    }
    server = facts;
    link = LinkTimes.of(session);
    if (!session.connection().getAutoCommit()) {
      session.connection().rollback();
    }
    tls = TlsCheck.of(opener, session, driver);
    opener.close(session);
    Opened warm = opener.planned(plan);
    int login = warm.trips(Wire.Phase.AUTHENTICATION);
    asTripmeter = new ConnectCost(warm, login);
    opener.close(warm);
    // The first of a JVM computes for much longer than all that follow.
    opener.close(opener.alone());
    Opened drivers = opener.alone();
    alone = new ConnectCost(drivers, login);
    opener.close(drivers);
    for (int size : SIZES) {
      crowds.add(crowd(size));
    }
  }

  /** As a pool's first two connections are asked. */
  private void lookForPooler(Opened first, Settings settings)
      throws SQLException, CannotException, ReflectiveOperationException {
    Pooler pooler = opener.plan(settings).endpoint().pooler();
    DriverConnection handshake = DriverConnection.of(first.connection());
    pooler.serverTells(
        handshake.reported("crdb_version"),
        handshake.reported("padb_version"),
        handshake.reported("server_version"));
    ProbeName name = new ProbeName();
    int process = BackendProbe.byFirst(first.connection(), name).process();
    pooler.seen(handshake.backendProcess(), process);
    if (!pooler.needsSecond()) {
      return;
    }
    Opened second = opener.planned(opener.plan(settings));
    try {
      BackendProbe seen = BackendProbe.bySecond(second.connection(), name);
      pooler.seenBySecond(process, seen.process(), seen.meetsFirst());
    } catch (SQLException refused) {
      if (!NAME_IN_USE.equals(refused.getSQLState())) {
        throw refused;
      }
      pooler.secondMetFirstsStatement();
    } finally {
      opener.close(second);
    }
  }

  private @Nullable ServerFacts ask(Connection connection) throws SQLException {
    try {
      return ServerFacts.ask(connection);
    } catch (SQLException refused) {
      if (connection.isClosed() || Pooler.isStatementMode(refused)) {
        throw refused;
      }
      unanswered = "SQLSTATE " + refused.getSQLState();
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return null;
    }
  }

  private Crowd crowd(int size) {
    double one = one();
    if (size > arguments.connections()) {
      return Crowd.leftOut(size, one, "--connections " + arguments.connections());
    }
    if (!arguments.isConnectionsGiven() && !isDirect() && size > FEW) {
      return Crowd.leftOut(
          size, one, "how many clients the pooler admits is not known: --connections " + size);
    }
    int free = server == null || !isDirect() ? Integer.MAX_VALUE : server.free();
    if (size > 1 && size > free / SMALL_PART) {
      return Crowd.leftOut(size, one, "only " + free + " connections are free");
    }
    if (System.nanoTime() - began > ENOUGH_NANOS) {
      return Crowd.leftOut(size, one, "no time left");
    }
    return Crowd.measure(opener, plan, size, one);
  }

  /** What one connection takes of those that were opened one after the other last, in milliseconds. */
  private double one() {
    double one = alone.millis();
    for (Crowd each : crowds) {
      one = each.serialMeasured ? each.serialMillis / each.size : one;
    }
    return one;
  }

  boolean isDirect() {
    return plan.endpoint().pooler().verdict() == Verdict.DIRECT;
  }

  Pooler pooler() {
    return plan.endpoint().pooler();
  }

  @Nullable
  String unanswered() {
    return unanswered;
  }

  /** Sockets that were connected, and round trips without TCP's own. */
  int connections() {
    return opener.connections();
  }

  int trips() {
    return opener.trips();
  }
}

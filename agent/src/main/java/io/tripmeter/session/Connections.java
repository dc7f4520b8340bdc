package io.tripmeter.session;

import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.log.Log;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Answers the driver's connect: with a connection that a warm-up has ready, or one that is opened with the settings that are right for it.
 * Called on the thread that asked the driver.
 */
public final class Connections implements DriverHooks.Connections {
  private static final PoolStats OWN = PoolStats.unseen("tripmeter", Connections.class);

  private final ConnectionOwners owners;
  private final EndpointSelection selection;
  private final OpenSessions sessions;

  public Connections(ConnectionOwners owners, EndpointSelection selection) {
    this.owners = owners;
    this.selection = selection;
    sessions = new OpenSessions(owners);
  }

  public OpenSessions sessions() {
    return sessions;
  }

  @Override
  public @Nullable Object open(Object driver, String url, @Nullable Object info) {
    if (!url.startsWith("jdbc:postgresql:")) {
      return null;
    }
    PoolStats opening = ThreadState.current().pool().opening();
    PoolStats pool = opening == null ? PoolStats.NONE : opening;
    try {
      Object answer = readyOrOpened((Driver) driver, url, (Properties) info, pool);
      return answer instanceof Connection ? admitted((Connection) answer, pool) : answer;
    } catch (Throwable ours) {
      Log.warn("connection opened as the application asked, Tripmeter could not prepare it")
          .error(ours)
          .once("open")
          .write();
      return null;
    }
  }

  /** A connection, or what the driver has thrown. */
  private @Nullable Object readyOrOpened(
      Driver driver, String url, @Nullable Properties info, PoolStats pool)
      throws ReflectiveOperationException {
    try {
      Connection ready = owners.ready(driver, url, info, pool);
      return ready != null ? ready : open(driver, url, info, pool);
    } catch (SQLException theServers) {
      Connection instead = owners.inPlaceOfRefused();
      return instead != null ? instead : theServers;
    } catch (DriverFailure theDrivers) {
      return theDrivers.theDrivers();
    }
  }

  private Object admitted(Connection connection, PoolStats pool) {
    try {
      return owners.admitted(connection, pool);
    } catch (Throwable ours) {
      close(connection);
      throw ours;
    }
  }

  /** Opens a connection for this pool. What the driver throws is the application's. */
  public @Nullable Connection open(
      Driver driver, String url, @Nullable Properties info, PoolStats pool)
      throws SQLException, ReflectiveOperationException {
    Settings settings = owners.settings(pool);
    String to = owners.leadsTo(pool, url, info);
    PlannedOpening opening = new PlannedOpening(owners, sessions, driver, info, pool, settings);
    try {
      if (settings.adviseOnly()) {
        selection.advise(settings, opening, to, pool.name());
        return opening.open(to);
      }
      return selection.open(settings, opening, to, pool.name(), owners.isForMigration(pool));
    } catch (Throwable failed) {
      opening.closeLast();
      throw failed;
    }
  }

  /** A connection of the agent's own, opened just so: it is no pool's, and counts for nobody. */
  public @Nullable Connection openOwn(Driver driver, String url, Properties info, Settings settings)
      throws SQLException {
    DriverConnect connect = new DriverConnect(driver, url, info, OWN, settings, null);
    Connection opened = connect.asAsked(connect.freeAttempt());
    if (opened != null) {
      sessions.add(opened, OWN, null, null);
    }
    return opened;
  }

  /** Closes a connection that nobody will have. */
  static void close(Connection opened) {
    try {
      opened.close();
    } catch (SQLException closedAlready) {
      // Nothing is left to do for it.
    }
  }

  @Override
  public void closing(Object connection) {
    ConnectionState state = ConnectionState.of(connection);
    if (state != null) {
      state.closing();
    }
  }

  @Override
  public int handshakeTrips(Object socket) {
    // One for TLS 1.3, two for 1.2 and before: RFC 8446 section 2, RFC 5246 section 7.3.
    return socket instanceof SSLSocket
            && !"TLSv1.3".equals(((SSLSocket) socket).getSession().getProtocol())
        ? 2
        : 1;
  }

  @Override
  public PoolStats poolOf(Object executor) {
    return sessions.poolOf(executor);
  }
}

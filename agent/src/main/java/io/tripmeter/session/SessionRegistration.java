package io.tripmeter.session;

import io.tripmeter.boot.OpenConnections;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TripStream;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pgjdbc.DriverStreams;
import java.net.Socket;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Makes an open connection known: to the inlined code, to the pool's counters, and to the thread that watches idle connections. */
final class SessionRegistration {
  private SessionRegistration() {}

  /**
   * @return null, with one line in the log, if the driver does not read from the stream that counts
   * @throws ReflectiveOperationException if the driver's version is unknown
   */
  static @Nullable ConnectionState register(
      Connection connection,
      PoolStats pool,
      @Nullable StartupPlan plan,
      @Nullable Validation validation)
      throws ReflectiveOperationException {
    DriverConnection driver = DriverConnection.of(connection);
    Object executor = driver.executor();
    DriverStreams streams = driver.streams();
    TripStream counting = streams.counting();
    Socket socket = streams.socket();
    if (counting == null || socket == null) {
      reportUncounted("the driver's stream is not the one that counts");
      return null;
    }
    Validation watched = validation != null && KeepAlive.prepare(socket) ? validation : null;
    ConnectionState state = new ConnectionState(connection, counting, socket, pool, plan, watched);
    if (counting.connectTrips() == 0) {
      reportUncounted("a connection was opened without a round trip");
    }
    counting.link(pool);
    OpenConnections.add(connection, state);
    OpenConnections.add(executor, state);
    if (watched != null) {
      IdleWatch.begin();
    }
    streams.pipeline(counting, socket);
    state.carry(executor, driver.backendProcess(), counting);
    return state;
  }

  /** The self-test: the opening of every connection has been counted. */
  static void reportUncounted(String why) {
    Log.warn("round trips of this driver are not counted: its version is unknown, please report it")
        .field("why", why)
        .once("uncounted")
        .write();
  }
}

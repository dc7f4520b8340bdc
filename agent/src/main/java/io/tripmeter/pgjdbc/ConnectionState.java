package io.tripmeter.pgjdbc;

import io.tripmeter.boot.TripStream;
import io.tripmeter.session.StartupPlan;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** What is remembered of an open connection. Weak references: the values of a weak map must not keep a web application's loader alive. */
final class ConnectionState {
  private final WeakReference<TripStream> stream;
  private final WeakReference<Socket> socket;

  private volatile @Nullable StartupPlan plan;

  ConnectionState(TripStream stream, Socket socket, @Nullable StartupPlan plan) {
    this.stream = new WeakReference<>(stream);
    this.socket = new WeakReference<>(socket);
    this.plan = plan;
  }

  @Nullable
  TripStream stream() {
    return stream.get();
  }

  /** By which the connection's settings are what they are; null if it was not planned. */
  @Nullable
  StartupPlan plan() {
    return plan;
  }

  void follow(StartupPlan renewed) {
    plan = renewed;
  }

  /**
   * Whether the last round trip is recent enough and nothing has come in since: no close, no error, no message that nobody asked for. Takes
   * the millisecond that the shortest socket timeout lasts; the caller holds the connection.
   */
  boolean isQuiet(long vouchedNanos) {
    TripStream in = stream.get();
    Socket on = socket.get();
    if (in == null
        || on == null
        || on.isClosed()
        || System.nanoTime() - in.lastTrip() > vouchedNanos) {
      return false;
    }
    try {
      int timeout = on.getSoTimeout();
      on.setSoTimeout(1);
      try {
        return in.look() == TripStream.Quiet.QUIET;
      } finally {
        on.setSoTimeout(timeout);
      }
    } catch (IOException broken) {
      return false;
    }
  }
}

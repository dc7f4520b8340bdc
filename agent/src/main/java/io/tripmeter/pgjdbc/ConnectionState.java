package io.tripmeter.pgjdbc;

import io.tripmeter.boot.TripStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;

/** What is remembered of an open connection. Weak references: the values of a weak map must not keep a web application's loader alive. */
final class ConnectionState {
  private final WeakReference<TripStream> stream;
  private final WeakReference<Socket> socket;

  ConnectionState(TripStream stream, Socket socket) {
    this.stream = new WeakReference<>(stream);
    this.socket = new WeakReference<>(socket);
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

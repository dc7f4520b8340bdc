package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * The connection that a thread opens, or has asked the driver for. With a login timeout these are two threads: the one that asks has {@link
 * #asked}, the driver's own has the rest.
 */
public final class ConnectState {
  /** What this thread has asked the driver for. */
  @Nullable
  ConnectAttempt asked;

  /** What this thread opens. */
  @Nullable
  ConnectAttempt attempt;

  /** The last stream of the connection: encryption or a second host replaces the first one. */
  @Nullable
  TripStream stream;

  /** Round trips so far: on the plain stream, in the TLS handshake, on the encrypted stream. */
  int trips;

  /** The time zone to open the session with. */
  @Nullable
  String timeZone;

  ConnectState() {}

  /** The driver is asked for a connection, and opens it as it is asked. Null: it has answered. */
  public void setAsked(@Nullable ConnectAttempt attempt) {
    asked = attempt;
  }

  /** The driver has ended on this thread, which opens the connection. */
  void ended(boolean outermost, boolean failed) {
    timeZone = null;
    if (!outermost) {
      return;
    }
    TripStream opened = stream;
    if (attempt != null) {
      attempt.ended(opened, trips, failed);
    } else if (opened != null) {
      opened.connected(trips);
    }
    if (opened != null) {
      opened.isOpen();
    }
    stream = null;
    attempt = null;
    trips = 0;
  }
}

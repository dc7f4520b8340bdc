package io.tripmeter.boot;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Called by code inlined into the driver where it opens and closes connections. */
public final class ConnectCalls {
  /** The connection property that carries a session time zone to {@link #timeZone}. The driver ignores it. */
  public static final String TIME_ZONE = "tripmeter.timeZone";

  private ConnectCalls() {}

  /** See {@link DriverHooks.Connections#open}. */
  public static @Nullable Object open(Object driver, @Nullable String url, @Nullable Object info) {
    DriverHooks.Connections hook = DriverHooks.connections();
    if (hook == null || url == null || ThreadState.current().opensAsAsked()) {
      return null;
    }
    return hook.open(driver, url, info);
  }

  /** The driver has made java.util.Properties of a URL and others. It does so on the thread that asks for a connection, too. */
  public static void parsedUrl(@Nullable Object properties) {
    ConnectAttempt attempt = ThreadState.current().connect().asked;
    if (attempt != null && properties != null) {
      attempt.expect(properties);
    }
  }

  /** A connection is opened on this thread, with these properties. Returns whether this is the outermost call. */
  public static boolean enter(@Nullable Properties properties) {
    ThreadState thread = ThreadState.current();
    ConnectState connect = thread.connect();
    connect.timeZone = properties == null ? null : properties.getProperty(TIME_ZONE);
    boolean outermost = thread.call.begin(TripKind.CONNECT);
    if (outermost) {
      connect.attempt = ConnectAttempt.expected(properties);
    }
    return outermost;
  }

  /** @param outermost what {@link #enter} returned */
  public static void exit(boolean outermost, @Nullable Throwable thrown) {
    ThreadState thread = ThreadState.current();
    thread.connect().ended(outermost, thrown != null);
    if (outermost) {
      long nanos = DriverCalls.ended(thread);
      UnitOfWork unit = thread.work.payer();
      if (unit != null) {
        unit.cost.opened(nanos);
      }
    }
  }

  /**
   * A startup packet is about to be sent.
   *
   * @param stream the driver's PGStream
   */
  public static void startup(Object stream) {
    ConnectState connect = ThreadState.current().connect();
    if (connect.attempt != null) {
      connect.attempt.startup(connect.stream, stream);
    }
  }

  /** The time zone to put into the startup packet. */
  public static String timeZone(String drivers) {
    String wanted = ThreadState.current().connect().timeZone;
    return wanted == null ? drivers : wanted;
  }

  /** A TLS handshake has ended. Its round trips pass below the driver's stream. */
  public static void handshaken(Object socket) {
    DriverHooks.Connections hook = DriverHooks.connections();
    if (hook != null) {
      ThreadState.current().connect().trips += hook.handshakeTrips(socket);
    }
  }

  /** A connection is about to be closed in order; true: it is not to be closed. */
  public static boolean closing(Object connection) {
    if (PoolCalls.keeps(connection)) {
      return true;
    }
    DriverHooks.Connections hook = DriverHooks.connections();
    if (hook != null) {
      hook.closing(connection);
    }
    return false;
  }
}

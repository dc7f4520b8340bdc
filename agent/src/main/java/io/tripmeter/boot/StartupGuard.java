package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** Decides what may be sent over a connection that is being opened. Called by the thread that opens it. Implementations never throw. */
public interface StartupGuard {
  /**
   * The startup packet is about to be sent.
   *
   * @param stream the driver's PGStream
   * @param properties the java.util.Properties by which the driver opens the connection; null if they are not known
   * @return whether the packet may be sent
   */
  boolean mayStart(Object stream, @Nullable Object properties);

  /** Whether the client may go on when the server lets it in, or asks for its password, after that packet. */
  boolean mayLogIn();
}

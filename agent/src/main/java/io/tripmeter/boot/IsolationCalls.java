package io.tripmeter.boot;

/** Called by code inlined into the driver's getTransactionIsolation: a pool may ask each connection that it opens, one after the other. */
public final class IsolationCalls {
  private IsolationCalls() {}

  /** The server has told this level ahead of the pool's question. */
  public static void told(Object connection, int level) {
    OpenConnection open = OpenConnections.of(connection);
    if (open != null) {
      open.isolation(level);
    }
  }

  /** What it has told, if nothing has been asked since and the connection is still nobody's; else 0. */
  public static int known(Object connection) {
    OpenConnection open = OpenConnections.of(connection);
    return open == null ? 0 : open.isolation();
  }
}

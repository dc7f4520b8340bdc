package io.tripmeter.session;

import java.sql.SQLTransientConnectionException;

/** A connection of a warm-up was not tried: the pool's first one was not opened. No answer of the server's, and not for the application. */
public final class FirstNotOpened extends SQLTransientConnectionException {
  private static final long serialVersionUID = 1;

  public FirstNotOpened() {
    super("the pool's first connection was not opened");
  }
}

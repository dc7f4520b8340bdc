package io.tripmeter.connect;

import io.tripmeter.config.Option;

/** The server's timeouts that Tripmeter sets, in milliseconds on the wire. */
public enum SessionTimeout {
  STATEMENT("statement_timeout", Option.SESSION_STATEMENT_TIMEOUT),
  LOCK("lock_timeout", Option.SESSION_LOCK_TIMEOUT),
  IDLE_IN_TRANSACTION(
      "idle_in_transaction_session_timeout", Option.SESSION_IDLE_IN_TRANSACTION_TIMEOUT);

  private final String parameter;
  private final Option option;

  SessionTimeout(String parameter, Option option) {
    this.parameter = parameter;
    this.option = option;
  }

  /** Whether this is the server's name of one. */
  public static boolean isOne(String parameter) {
    for (SessionTimeout timeout : values()) {
      if (timeout.parameter.equals(parameter)) {
        return true;
      }
    }
    return false;
  }

  /** The server's name of it. */
  public String parameter() {
    return parameter;
  }

  public Option option() {
    return option;
  }
}

package io.tripmeter.session;

/** What a session is asked about itself; each answer is one text. */
final class Questions {
  /** The three timeouts as the server shows them, with slashes between. */
  static final String TIMEOUTS =
      "SELECT current_setting('statement_timeout') || '/' || current_setting('lock_timeout') || '/'"
          + " || current_setting('idle_in_transaction_session_timeout')";

  static final String NAME = "SELECT current_setting('application_name')";
  static final String TIME_ZONE = "SELECT current_setting('TimeZone')";
  static final String SCHEMA = "SELECT current_schema()";

  private Questions() {}
}

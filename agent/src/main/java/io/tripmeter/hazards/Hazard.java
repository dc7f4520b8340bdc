package io.tripmeter.hazards;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Features that a statement may use but a shared session does not support, and the errors that follow. */
public enum Hazard {
  ADVISORY_LOCK(
      "advisory-lock",
      "the lock belongs to a server connection, not to this client: other clients on it are granted the same lock,"
          + " and an unlock on another server connection leaves it held",
      "pg_advisory_xact_lock, which ends with the transaction; for longer locks a connection to the direct endpoint"),
  LISTEN(
      "listen",
      "notifications go to whichever client uses the server connection then, or to none",
      "a connection to the direct endpoint for LISTEN; NOTIFY may stay on the pooler"),
  SET(
      "set",
      "the setting stays on a server connection, where other clients get it, and is missing on the next one",
      "SET LOCAL inside the transaction, or ALTER ROLE ... SET for every session of a role"),
  SET_CONFIG(
      "set-config",
      "the setting stays on a server connection, where other clients get it, and is missing on the next one",
      "set_config(..., ..., true) inside the transaction"),
  TEMPORARY_TABLE(
      "temporary-table",
      "the table stays on a server connection: it is missing on the next one, and other clients cannot create one of the same name",
      "CREATE TEMPORARY TABLE ... ON COMMIT DROP and all use of it in one transaction, or a connection to the direct"
          + " endpoint"),
  PREPARE(
      "prepare",
      "the statement is prepared on one server connection: on the next one it is missing, or another client's has the"
          + " same name",
      "a java.sql.PreparedStatement, which the driver and the pooler look after"),
  WITH_HOLD(
      "with-hold",
      "the cursor stays on a server connection: it is missing on the next one (34000), and its rows use memory or disk until that connection is closed",
      "a cursor without HOLD, read inside its transaction: setFetchSize with autocommit off"),
  DISCARD(
      "discard",
      "it discards the state of an arbitrary server connection, other clients' prepared statements included",
      "nothing: the pooler cleans its server connections itself"),

  PREPARED_EXISTS(
      "42P05",
      "another client has prepared a statement of this name on the same server connection",
      "prepareThreshold=0 in the JDBC URL, or max_prepared_statements above 0 in PgBouncer 1.21 or later"),
  PREPARED_MISSING(
      "26000",
      "the statement was prepared on another server connection",
      "prepareThreshold=0 in the JDBC URL, or max_prepared_statements above 0 in PgBouncer 1.21 or later"),
  CURSOR_MISSING(
      "34000",
      "the cursor is on another server connection, or has ended with its transaction",
      "reading it inside the transaction that declared it, without HOLD"),
  PROTOCOL(
      "08P01",
      "the prepared statement of this name is another client's with other parameters, or the pooler itself has given up"
          + " (query_wait_timeout, for instance)",
      "prepareThreshold=0 in the JDBC URL, or max_prepared_statements above 0 in PgBouncer 1.21 or later; if the error"
          + " is the pooler's, more server connections or shorter transactions");

  private static final Set<Hazard> ERRORS =
      EnumSet.of(PREPARED_EXISTS, PREPARED_MISSING, CURSOR_MISSING, PROTOCOL);
  private static final Map<String, Hazard> BY_STATE = byState();

  private final String label;
  private final String problem;
  private final String instead;

  Hazard(String label, String problem, String instead) {
    this.label = label;
    this.problem = problem;
    this.instead = instead;
  }

  private static Map<String, Hazard> byState() {
    Map<String, Hazard> errors = new HashMap<>();
    for (Hazard hazard : ERRORS) {
      errors.put(hazard.label, hazard);
    }
    return errors;
  }

  /** @param state an SQLSTATE */
  static @Nullable Hazard ofState(@Nullable String state) {
    return BY_STATE.get(state);
  }

  /** The metric's tag and the log's field {@code feature}. For an error it is the SQLSTATE. */
  String label() {
    return label;
  }

  /** What goes wrong. */
  String problem() {
    return problem;
  }

  /** What to use instead. */
  String instead() {
    return instead;
  }

  /** Whether it is an error that has occurred, not a risk. */
  boolean isError() {
    return ERRORS.contains(this);
  }
}

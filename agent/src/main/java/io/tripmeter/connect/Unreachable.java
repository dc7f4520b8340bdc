package io.tripmeter.connect;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What is a reason to try the other endpoint: nobody answers, in time or at all, or who answers has no server or no room. A wrong password
 * or a database that does not exist is none: it would be as wrong there.
 */
final class Unreachable {
  /** too_many_connections, cannot_connect_now, admin_shutdown, crash_shutdown, system_error. */
  private static final Set<String> STATES =
      new HashSet<>(Arrays.asList("53300", "57P03", "57P01", "57P02", "58000"));

  /** PgBouncer says 08P01 for nearly everything; these mean that it has no server or no room. */
  private static final String[] POOLERS_WORDS = {
    "cannot connect to server",
    "server login has been failing",
    "server_login_retry",
    "query_wait_timeout",
    "no more connections allowed",
    "shutting down",
    "server connection crashed",
    "server conn crashed",
  };

  private Unreachable() {}

  static boolean is(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      return false;
    }
    return STATES.contains(state)
        || (state.equals("08P01") ? isPoolers(failure) : state.startsWith("08"));
  }

  private static boolean isPoolers(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    for (String words : POOLERS_WORDS) {
      if (message.contains(words)) {
        return true;
      }
    }
    return false;
  }
}

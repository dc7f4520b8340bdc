package io.tripmeter.log;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Distinguishes messages that PostgreSQL composed itself, in English, from messages that may be free text. */
final class ServerMessages {
  private static final int DEEPEST = 10;

  /**
   * SQLSTATE classes of failed connects and of server failures (PostgreSQL 18, appendix A). Their messages quote no statement of the
   * application, in any language.
   */
  private static final Pattern OF_THE_SERVER = Pattern.compile("(08|28|3D|53|57P|58).*");

  /** pgjdbc puts the severity before the server's message. In other languages the severity is another word. */
  private static final Pattern ENGLISH = Pattern.compile("(ERROR|FATAL|PANIC): .*", Pattern.DOTALL);

  /** The function of the server (src/pl/plpgsql/src/pl_exec.c) that sends the message of RAISE, whatever its SQLSTATE. */
  private static final String RAISE = "exec_stmt_raise";

  private ServerMessages() {}

  /** The SQLSTATE if the message of this exception, or of a cause that it may repeat, must not be shown; else null. */
  static @Nullable String stateOfFreeText(Throwable error) {
    Throwable current = error;
    for (int depth = 0; current != null && depth < DEEPEST; depth++) {
      if (current instanceof SQLException) {
        SQLException failure = (SQLException) current;
        String state = failure.getSQLState();
        if (state != null && !state.isEmpty() && isFreeText(failure, state)) {
          return state;
        }
      }
      current = current.getCause();
    }
    return null;
  }

  private static boolean isFreeText(SQLException failure, String state) {
    if (state.startsWith("P0") || RAISE.equals(routine(failure))) {
      return true;
    }
    return !OF_THE_SERVER.matcher(state).matches()
        && !ENGLISH.matcher(Secrets.messageOf(failure)).matches();
  }

  /** Calls PSQLException.getServerErrorMessage().getRoutine() of pgjdbc 42.2 to 42.7, by reflection because the driver is the application's. */
  private static @Nullable String routine(SQLException failure) {
    try {
      Object message = failure.getClass().getMethod("getServerErrorMessage").invoke(failure);
      return message == null
          ? null
          : String.valueOf(message.getClass().getMethod("getRoutine").invoke(message));
    } catch (ReflectiveOperationException | RuntimeException anotherDriver) {
      return null;
    }
  }
}

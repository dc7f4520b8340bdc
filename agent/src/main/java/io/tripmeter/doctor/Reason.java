package io.tripmeter.doctor;

import io.tripmeter.log.Escape;
import io.tripmeter.log.Secrets;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be opened, and what to do, in one line. */
final class Reason {
  /** First bytes of a PostgreSQL server's: its answers to SSLRequest, a request for a password, an error, what it negotiates. */
  private static final String POSTGRES_SAYS = "SNGREvK";

  private static final int MOST_WORDS = 12;

  private Reason() {}

  /**
   * @param firstWords what the other side has said first
   * @param place host:port
   */
  static String of(SQLException failure, String firstWords, String place, String user) {
    String words = ofNetwork(failure, place);
    if (words == null && !firstWords.isEmpty() && POSTGRES_SAYS.indexOf(firstWords.charAt(0)) < 0) {
      words = "what answers at " + place + " is no PostgreSQL server, it says \""
          + shown(firstWords) + "\": check host and port";
    }
    if (words == null && hasCause(failure, EOFException.class) && firstWords.isEmpty()) {
      words = place
          + " has closed the connection without an answer: it is no PostgreSQL server, or does not admit this host";
    }
    return words == null ? ofServer(failure, place, user) : words;
  }

  private static @Nullable String ofNetwork(SQLException failure, String place) {
    if (hasCause(failure, UnknownHostException.class)) {
      return "the host's name is not known, of " + place + ": check it, or the DNS of this machine";
    }
    if (hasCause(failure, SocketTimeoutException.class)) {
      return "no answer from " + place + " within " + Opener.PATIENCE
          + " s: check that it is a PostgreSQL server and that no firewall is in between";
    }
    if (hasCause(failure, NoRouteToHostException.class)) {
      return "there is no route to " + place + ": check the network";
    }
    if (hasCause(failure, ConnectException.class)) {
      return "nobody listens at " + place + ": check host and port, and that the server is running";
    }
    if (hasCause(failure, FileNotFoundException.class)) {
      return "no connection to " + place + ", " + line(failure).replaceAll("\\.$", "")
          + ": check sslrootcert, sslcert and sslkey of the URL";
    }
    return hasCause(failure, SSLException.class)
        ? "no TLS connection to " + place + ", "
            + Secrets.describe(deepest(failure)).replaceAll("^[\\w.]+: ", "")
            + ": check sslmode and sslrootcert of the URL"
        : null;
  }

  private static String ofServer(SQLException failure, String place, String user) {
    String state = String.valueOf(failure.getSQLState());
    String message = line(failure);
    String lower = message.toLowerCase(Locale.ROOT);
    if (state.equals("28P01") || lower.contains("sasl authentication failed")) {
      return "wrong password for user " + user + " at " + place
          + ": check PGPASSWORD or the line in .pgpass";
    }
    if (isForPassword(failure)) {
      return place + " wants a password for user " + user
          + ": give it in PGPASSWORD or ~/.pgpass, or run this on a terminal";
    }
    if (state.equals("53300")) {
      return place + " has no room for another connection: " + message;
    }
    if (lower.contains("does not support ssl")) {
      return place
          + " does not speak TLS, and sslmode demands it: set ssl=on in the server, or sslmode=prefer in the URL";
    }
    return place + " refuses user " + user + ", SQLSTATE " + state + ": " + message;
  }

  /** Whether the server has asked for a password and there was none. */
  static boolean isForPassword(SQLException failure) {
    return line(failure).toLowerCase(Locale.ROOT).contains("no password was provided");
  }

  private static String line(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    int end = message.indexOf('\n');
    return shown(Secrets.redact(end < 0 ? message : message.substring(0, end)), 300);
  }

  private static String shown(String words) {
    return shown(words.trim(), MOST_WORDS);
  }

  private static String shown(String words, int most) {
    StringBuilder shown = new StringBuilder();
    Escape.append(shown, words.length() > most ? words.substring(0, most) : words, false);
    return shown.toString();
  }

  static boolean hasCause(Throwable failure, Class<?> type) {
    Throwable each = failure;
    for (int i = 0; each != null && i < 10; i++, each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  static Throwable deepest(Throwable failure) {
    Throwable each = failure;
    for (int i = 0; each.getCause() != null && i < 10; i++) {
      each = each.getCause();
    }
    return each;
  }
}

package io.tripmeter.connect;

import io.tripmeter.boot.ConnectAttempt;
import io.tripmeter.boot.ConnectCalls;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverProperty;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server or pooler that refuses a connection because of something of ours: it is asked again without, and remembered. PgBouncer says
 * 08P01 {@code unsupported startup parameter: options}, RDS Proxy 0A000 {@code ... doesn't support command-line options}; PostgreSQL 42704 {@code unrecognized configuration parameter "lock_timeout"},
 * 22023 {@code invalid value for parameter}, 42501 {@code permission denied to set parameter}.
 */
public final class Refusal {
  private static final String REFUSED =
      "the server refuses a startup parameter of Tripmeter's: connecting without it from now on";

  private static final String PROTOCOL_VIOLATION = "08P01";
  private static final String NOT_SUPPORTED = "0A000";

  private static final Set<String> STATES =
      new HashSet<>(Arrays.asList(PROTOCOL_VIOLATION, NOT_SUPPORTED, "22023", "42704", "42501"));

  private static final String TOO_MANY = "53300";

  /** invalid_password, invalid_catalog_name, too_many_connections: they say what it is, and are never about a parameter. */
  private static final Set<String> OF_CREDENTIALS_OR_ROOM =
      new HashSet<>(Arrays.asList("28P01", "3D000", TOO_MANY));

  /** Whatever their SQLSTATE: PostgreSQL's 28000, PgBouncer's 08P01, Supavisor's XX000 for what is no parameter. */
  private static final String[] SAYS_WHAT_IT_IS = {
    "pg_hba.conf",
    "password authentication failed",
    "sasl authentication failed",
    "auth failed",
    "no such user",
    "no such database",
    "tenant or user not found",
    "no more connections allowed",
    "query_wait_timeout",
    "server_login_retry",
    "server login has been failing",
    "cannot connect to server",
    "extra_float_digits",
  };

  /** A word that looks like a parameter's name. */
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z]+(?:[_.][A-Za-z]+)+");

  private Refusal() {}

  /**
   * Whether the endpoint refuses something of this plan's; a new plan will then leave it out. Of several connections that are opened at
   * once each is refused the same, and has a right to its second attempt.
   */
  public static boolean isOurs(SQLException failure, StartupPlan plan) {
    String state = failure.getSQLState();
    if (state == null || !STATES.contains(state)) {
      return false;
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (state.equals(NOT_SUPPORTED)
        || (state.equals(PROTOCOL_VIOLATION) && message.contains("startup parameter"))) {
      return isPoolers(message, plan);
    }
    // PostgreSQL 8, and so Redshift, knows no 3, which drivers send to 9.0 and later.
    boolean named =
        message.contains("extra_float_digits") && drop(plan, DriverProperty.ASSUMED_VERSION);
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (message.contains(timeout.parameter())
          && plan.expected().containsKey(timeout.parameter())) {
        remember(plan, timeout.parameter());
        named = true;
      }
    }
    named |= message.contains("search_path") && drop(plan, DriverProperty.SCHEMA);
    named |= message.contains("application_name") && drop(plan, DriverProperty.APPLICATION_NAME);
    return named;
  }

  /** A server takes every startup parameter that it knows; one that names those it does not take is a pooler. */
  private static boolean isPoolers(String message, StartupPlan plan) {
    if (message.contains("extra_float_digits")) {
      Log.warn(
              "the pooler refuses extra_float_digits, which this driver always sends at the start of a session: use pgjdbc 42.7.5"
                  + " or later, or set ignore_startup_parameters = extra_float_digits in the pooler")
          .field("endpoint", plan.endpoint().name())
          .once("extra_float_digits " + plan.endpoint().name())
          .write();
      return false;
    }
    boolean named = message.contains("search_path") && drop(plan, DriverProperty.SCHEMA);
    named |= message.contains("application_name") && drop(plan, DriverProperty.APPLICATION_NAME);
    named |= !named && message.contains("options") && drop(plan, DriverProperty.OPTIONS);
    if (named) {
      plan.endpoint().pooler().refusedAsPoolersDo("a startup parameter");
    }
    return named;
  }

  private static boolean drop(StartupPlan plan, DriverProperty property) {
    boolean ours = plan.ours().contains(property.key());
    if (ours) {
      remember(plan, property.key());
    }
    return ours;
  }

  private static void remember(StartupPlan plan, String name) {
    if (!plan.endpoint().refuses(name)) {
      return;
    }
    // Poolers share sessions, so that they take none is what they are for; the timeouts go another
    // way.
    (name.equals(DriverProperty.OPTIONS.key()) ? Log.info(REFUSED) : Log.warn(REFUSED))
        .field("parameter", name)
        .field("endpoint", plan.endpoint().name())
        .write();
  }

  /**
   * Whether the connection may have failed because of something of ours, though that was not named: then it is to be tried once as the
   * application asked. Not if nobody has read what is ours, and not if that would be one failed login more than without us.
   */
  public static boolean couldBeOurs(
      SQLException failure, StartupPlan plan, ConnectAttempt attempt) {
    if (plan.oursInStartup().isEmpty() || !attempt.isRefused()) {
      return false;
    }
    String state = String.valueOf(failure.getSQLState());
    if (OF_CREDENTIALS_OR_ROOM.contains(state)
        || (state.startsWith("28") && attempt.isPastStartup())
        || (attempt.isManifold() && attempt.isRefusedAsked())) {
      return false;
    }
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    for (String words : SAYS_WHAT_IT_IS) {
      if (lower.contains(words)) {
        return false;
      }
    }
    Matcher parameter = PARAMETER.matcher(message);
    while (parameter.find()) {
      if (plan.isApplications(parameter.group())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether what was refused with ours, has worked without, and was refused with ours again, shows that it is about ours. A server that
   * ends or starts, has no room or cannot work says nothing of a parameter (classes 57P, 53 and 58).
   */
  public static boolean isProven(
      SQLException refused, SQLException again, StartupPlan plan, ConnectAttempt attempt) {
    return !isOfServer(refused) && !isOfServer(again) && couldBeOurs(again, plan, attempt);
  }

  private static boolean isOfServer(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("57P") || state.startsWith("53") || state.startsWith("58");
  }

  /** Without ours it works, and with ours it does not: ours is left out there for a while. */
  public static void remember(SQLException refused, StartupPlan plan) {
    Set<String> ours = plan.oursInStartup();
    plan.endpoint().refusesOneOf(ours);
    Log.warn(
            "a connection was refused with Tripmeter's startup parameters and opened without: left out there for ten minutes")
        .field("parameters", String.join(" ", ours).replace(ConnectCalls.TIME_ZONE, "TimeZone"))
        .field("endpoint", plan.endpoint().name())
        .error(refused)
        .once("refused " + plan.endpoint().name())
        .write();
  }

  /** Whether it was refused because there are too many. */
  public static boolean isForWantOfRoom(Throwable failure) {
    return failure instanceof SQLException
        && TOO_MANY.equals(((SQLException) failure).getSQLState());
  }
}

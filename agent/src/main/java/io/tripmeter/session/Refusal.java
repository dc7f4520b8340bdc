package io.tripmeter.session;

import io.tripmeter.log.Log;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A server or pooler that refuses a connection because of something of ours: it is asked again without, and remembered. PgBouncer says
 * 08P01 {@code unsupported startup parameter: options}, RDS Proxy 0A000 {@code ... doesn't support command-line options}; PostgreSQL 42704 {@code unrecognized configuration parameter "lock_timeout"},
 * 22023 {@code invalid value for parameter}, 42501 {@code permission denied to set parameter}.
 */
public final class Refusal {
  private static final String PROTOCOL_VIOLATION = "08P01";
  private static final String NOT_SUPPORTED = "0A000";

  private static final Set<String> STATES =
      new HashSet<>(Arrays.asList(PROTOCOL_VIOLATION, NOT_SUPPORTED, "22023", "42704", "42501"));

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
    boolean named = false;
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (message.contains(timeout.parameter())
          && plan.expected().containsKey(timeout.parameter())) {
        remember(plan, timeout.parameter());
        named = true;
      }
    }
    named |= message.contains("search_path") && drop(plan, StartupPlan.SCHEMA);
    named |= message.contains("application_name") && drop(plan, StartupPlan.APPLICATION_NAME);
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
    boolean named = message.contains("search_path") && drop(plan, StartupPlan.SCHEMA);
    named |= message.contains("application_name") && drop(plan, StartupPlan.APPLICATION_NAME);
    named |= !named && message.contains("options") && drop(plan, StartupPlan.OPTIONS);
    if (named) {
      plan.endpoint().pooler().refusedAsPoolersDo("a startup parameter");
    }
    return named;
  }

  private static boolean drop(StartupPlan plan, String property) {
    boolean ours = plan.ours().contains(property);
    if (ours) {
      remember(plan, property);
    }
    return ours;
  }

  private static void remember(StartupPlan plan, String name) {
    if (!plan.endpoint().refuses(name)) {
      return;
    }
    Log.warn(
            "the server refuses a startup parameter of Tripmeter's: connecting without it from now on")
        .field("parameter", name)
        .field("endpoint", plan.endpoint().name())
        .write();
  }
}

package io.tripmeter.connect;

import io.tripmeter.boot.ConnectCalls;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.postgres.SearchPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan for one connection. An operator's value wins over the application's; for timeouts see {@link TimeoutPlan}. Used by one
 * thread, once.
 */
final class StartupPlanner {
  private static final String PINS =
      "it would pin the session at the proxy: pooler=transaction sets it all the same";
  private static final String UNLESS = ", unless the role, the database or the server has its own";
  private static final String APPLICATIONS = "the application has set it";

  /** From 9.0 on the driver puts into the startup packet what it would else set in one or two round trips after it. */
  private static final String ASSUMED_VERSION = "9.0";

  private final ConnectionRequest request;
  private final Settings settings;
  private final Endpoint endpoint;
  private final @Nullable ServerTimeouts known;
  private final boolean plain;
  private final boolean byOptions;
  private final PlanDraft draft = new PlanDraft();

  /**
   * @param known the timeouts that others have set; null if that is unknown
   * @param byBegin the timeouts go with BEGIN, whatever the endpoint takes
   * @param plain nothing of ours in the startup packet
   */
  private StartupPlanner(
      ConnectionRequest request, @Nullable ServerTimeouts known, boolean byBegin, boolean plain) {
    this.request = request;
    this.settings = request.settings();
    this.endpoint = request.endpoint();
    this.known = known;
    this.plain = plain;
    byOptions = !byBegin && !plain && endpoint.carriesOptions();
  }

  static StartupPlan plan(
      ConnectionRequest request, @Nullable ServerTimeouts known, boolean byBegin, boolean plain) {
    if (request.isProbed()) {
      request.endpoint().pooler().awaitProbe();
    }
    // Before the planner looks: what is learnt meanwhile makes the plan old.
    long learnt = request.endpoint().learnt();
    StartupPlanner planner = new StartupPlanner(request, known, byBegin, plain);
    planner.plan();
    return new StartupPlan(
        request, known, byBegin, plain, planner.byOptions, planner.draft, learnt);
  }

  private void plan() {
    if (endpoint.pooler().isLeftAlone()) {
      leaveAlone();
      return;
    }
    planHandshake();
    new PreparedStatementPlan(request, draft).plan();
    if (request.mayHaveTimeouts() && (byOptions || !endpoint.isWithoutBeginSettings())) {
      planTimeouts();
    }
    planName();
    planSchema();
    planTimeZone();
  }

  /** Each setting of ours would keep a server connection for this client alone. */
  private void leaveAlone() {
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (settings.duration(timeout.option()) > 0) {
        draft.kept(timeout.parameter(), "as it is", PINS);
      }
    }
    if (!settings.text(Option.SESSION_SCHEMA).isEmpty()) {
      draft.kept("search_path", "as it is", PINS);
    }
    if (!settings.text(Option.SESSION_TIME_ZONE).isEmpty()) {
      draft.kept("TimeZone", "as it is", PINS);
    }
  }

  private void planHandshake() {
    DriverProperty property = DriverProperty.ASSUMED_VERSION;
    if (request.given(property) == null
        && !isRefused(property.key())
        && endpoint.pooler().server().takesModernStartup()) {
      draft.change(property, ASSUMED_VERSION);
      draft.changes.add(new SettingChange(
          "driver." + property.key(),
          "unset",
          ASSUMED_VERSION,
          "saves a round trip or two of each connect"));
    }
  }

  private void planTimeouts() {
    TimeoutPlan timeouts = new TimeoutPlan(
        settings, endpoint, request.given(DriverProperty.OPTIONS), request.initSql(), known);
    draft.left.addAll(timeouts.left());
    draft.changes.addAll(draft.left);
    draft.undecided.putAll(timeouts.undecided());
    for (Map.Entry<SessionTimeout, Long> ours : timeouts.ours().entrySet()) {
      SessionTimeout timeout = ours.getKey();
      String millis = ours.getValue().toString();
      if (!byOptions) {
        draft.withBegin(timeout.parameter(), millis);
        draft.autocommitTimeout =
            timeout == SessionTimeout.STATEMENT ? ours.getValue() : draft.autocommitTimeout;
      }
      draft.expected.put(timeout.parameter(), millis);
      draft.changes.add(change(timeouts, timeout, ours.getValue(), ""));
    }
    for (Map.Entry<SessionTimeout, Long> open : draft.undecided.entrySet()) {
      draft.changes.add(change(timeouts, open.getKey(), open.getValue(), UNLESS));
    }
    if (byOptions && !timeouts.ours().isEmpty()) {
      draft.change(DriverProperty.OPTIONS, timeouts.options());
    }
  }

  private SettingChange change(
      TimeoutPlan timeouts, SessionTimeout timeout, long millis, String unless) {
    String source = settings.source(timeout.option());
    return new SettingChange(
        timeout.parameter(),
        orUnset(timeouts.applicationsValue(timeout)),
        millis + "ms",
        (byOptions ? source : source + ", " + PlanDraft.WITH_BEGIN) + unless);
  }

  private static String orUnset(@Nullable String value) {
    return value == null ? "unset" : value;
  }

  private void planName() {
    String wanted = settings.text(Option.SESSION_APPLICATION_NAME);
    String theirs = request.given(DriverProperty.APPLICATION_NAME);
    if (DriverProperty.DEFAULT_APPLICATION_NAME.equals(theirs)) {
      theirs = null;
    }
    if (wanted.isEmpty() || isRefused(DriverProperty.APPLICATION_NAME.key())) {
      return;
    }
    if (theirs != null && !settings.isExplicit(Option.SESSION_APPLICATION_NAME)) {
      draft.kept("application_name", theirs, APPLICATIONS);
      return;
    }
    draft.change(DriverProperty.APPLICATION_NAME, wanted);
    draft.expected.put("application_name", wanted);
    String source = settings.source(Option.SESSION_APPLICATION_NAME);
    draft.changes.add(new SettingChange("application_name", orUnset(theirs), wanted, source));
  }

  private void planSchema() {
    String wanted = settings.text(Option.SESSION_SCHEMA);
    boolean byStartup =
        !endpoint.pooler().isTransactional() && !isRefused(DriverProperty.SCHEMA.key());
    if (wanted.isEmpty() || (!byStartup && endpoint.isWithoutBeginSettings())) {
      return;
    }
    SearchPath path = SearchPath.of(wanted);
    if (byStartup) {
      draft.change(DriverProperty.SCHEMA, path.asSetting());
    } else {
      draft.withBegin("search_path", path.quoted());
    }
    draft.expected.put("search_path", wanted);
    String theirs = orUnset(request.given(DriverProperty.SCHEMA));
    String source = settings.source(Option.SESSION_SCHEMA);
    String why = byStartup ? source : source + ", " + PlanDraft.WITH_BEGIN + ", not in autocommit";
    draft.changes.add(new SettingChange("search_path", theirs, wanted, why));
  }

  private void planTimeZone() {
    String wanted = settings.text(Option.SESSION_TIME_ZONE);
    if (!wanted.isEmpty() && !isRefused(ConnectCalls.TIME_ZONE)) {
      draft.changed.setProperty(ConnectCalls.TIME_ZONE, wanted);
      draft.expected.put("TimeZone", wanted);
      draft.changes.add(new SettingChange(
          "TimeZone", "the JVM's", wanted, settings.source(Option.SESSION_TIME_ZONE)));
    }
  }

  private boolean isRefused(String parameter) {
    return plain || endpoint.isRefused(parameter);
  }
}

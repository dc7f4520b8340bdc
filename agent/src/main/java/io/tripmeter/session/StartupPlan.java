package io.tripmeter.session;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.telemetry.SettingChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The URL and properties that a connection is opened with in place of the application's, and what is different in them. What the
 * application has set (URL, properties, options, the pool's init SQL) beats our default; so does a default of the role or the database; an
 * operator's explicit value beats all.
 */
public final class StartupPlan {
  static final String OPTIONS = "options";
  static final String APPLICATION_NAME = "ApplicationName";
  static final String SCHEMA = "currentSchema";
  static final String ASSUME_VERSION = "assumeMinServerVersion";

  /** From 9.0 on the driver puts into the startup packet what it would else set in one or two round trips after it. */
  private static final String ASSUMED_VERSION = "9.0";

  /** PGProperty.APPLICATION_NAME's default, which PGSimpleDataSource.setUrl gives as if the application had said it. */
  private static final String DRIVERS_NAME = "PostgreSQL JDBC Driver";

  private final Settings settings;
  private final Endpoint endpoint;
  private final Properties effective;
  private final @Nullable String initSql;
  private final Properties changed = new Properties();
  private final Map<String, String> expected = new TreeMap<>();
  private final Set<String> ourDefaults = new HashSet<>();
  private final List<SettingChange> changes = new ArrayList<>();

  private StartupPlan(
      Settings settings, Endpoint endpoint, Properties effective, @Nullable String initSql) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.effective = effective;
    this.initSql = initSql;
  }

  /**
   * @param settings the pool's
   * @param effective what the driver makes of the application's URL and properties
   * @param initSql what the pool runs on a new connection
   * @param migration no statement timeout for a migration
   */
  public static StartupPlan of(
      Settings settings, Properties effective, @Nullable String initSql, boolean migration) {
    StartupPlan plan =
        new StartupPlan(settings, Endpoint.of(effective, settings), effective, initSql);
    plan.planHandshake();
    plan.planTimeouts(migration);
    plan.planName();
    plan.planSchema();
    plan.planTimeZone();
    return plan;
  }

  private void planHandshake() {
    if (effective.getProperty(ASSUME_VERSION) == null && !endpoint.isRefused(ASSUME_VERSION)) {
      change(ASSUME_VERSION, ASSUMED_VERSION);
      changes.add(new SettingChange(
          "driver." + ASSUME_VERSION,
          "unset",
          ASSUMED_VERSION,
          "saves a round trip or two of each connect"));
    }
  }

  private void planTimeouts(boolean migration) {
    String theirs = effective.getProperty(OPTIONS);
    String before = "";
    String after = "";
    for (SessionTimeout timeout : SessionTimeout.values()) {
      long millis = settings.duration(timeout.option());
      boolean explicit = settings.isExplicit(timeout.option());
      if (millis <= 0
          || (migration && timeout == SessionTimeout.STATEMENT)
          || endpoint.isRefused(OPTIONS)
          || endpoint.isRefused(timeout.parameter())) {
        continue;
      }
      String applications = applicationsValue(theirs, timeout.parameter());
      if (applications != null && !explicit) {
        changes.add(kept(timeout.parameter(), applications, "the application has set it"));
      } else if (!explicit && endpoint.hasDefault(timeout.parameter())) {
        changes.add(
            kept(timeout.parameter(), "the server's", "a default of the role or the database"));
      } else {
        String option = StartupOptions.set(timeout.parameter(), millis);
        before = explicit ? before : StartupOptions.join(before, option);
        after = explicit ? StartupOptions.join(after, option) : after;
        expect(timeout.parameter(), Long.toString(millis), explicit);
        changes.add(new SettingChange(
            timeout.parameter(),
            applications == null ? "unset" : applications,
            millis + "ms",
            settings.source(timeout.option())));
      }
    }
    if (!(before.isEmpty() && after.isEmpty())) {
      change(OPTIONS, StartupOptions.join(StartupOptions.join(before, theirs), after));
    }
  }

  private @Nullable String applicationsValue(@Nullable String options, String parameter) {
    String value = StartupOptions.value(options, parameter);
    if (value == null
        && initSql != null
        && initSql.toLowerCase(java.util.Locale.ROOT).contains(parameter)) {
      return "by connectionInitSql";
    }
    return value;
  }

  private void planName() {
    String wanted = settings.text(Option.SESSION_APPLICATION_NAME);
    String theirs = effective.getProperty(APPLICATION_NAME);
    if (DRIVERS_NAME.equals(theirs)) {
      theirs = null;
    }
    boolean explicit = settings.isExplicit(Option.SESSION_APPLICATION_NAME);
    if (wanted.isEmpty() || endpoint.isRefused(APPLICATION_NAME)) {
      return;
    }
    if (theirs != null && !explicit) {
      changes.add(kept("application_name", theirs, "the application has set it"));
      return;
    }
    change(APPLICATION_NAME, wanted);
    expect("application_name", wanted, explicit);
    changes.add(new SettingChange(
        "application_name",
        theirs == null ? "unset" : theirs,
        wanted,
        settings.source(Option.SESSION_APPLICATION_NAME)));
  }

  private void planSchema() {
    String wanted = settings.text(Option.SESSION_SCHEMA);
    if (!wanted.isEmpty() && !endpoint.isRefused(SCHEMA)) {
      change(SCHEMA, wanted);
      expect("search_path", wanted, true);
      String theirs = effective.getProperty(SCHEMA);
      changes.add(new SettingChange(
          "search_path",
          theirs == null ? "unset" : theirs,
          wanted,
          settings.source(Option.SESSION_SCHEMA)));
    }
  }

  private void planTimeZone() {
    String wanted = settings.text(Option.SESSION_TIME_ZONE);
    if (!wanted.isEmpty()) {
      changed.setProperty(DriverCalls.TIME_ZONE, wanted);
      expect("TimeZone", wanted, true);
      changes.add(new SettingChange(
          "TimeZone", "the JVM's", wanted, settings.source(Option.SESSION_TIME_ZONE)));
    }
  }

  private static SettingChange kept(String parameter, String value, String why) {
    return new SettingChange(parameter, value, value, why);
  }

  private void change(String property, String value) {
    changed.setProperty(property, value);
  }

  private void expect(String parameter, String value, boolean explicit) {
    expected.put(parameter, value);
    if (!explicit) {
      ourDefaults.add(parameter);
    }
  }

  /** The URL to open, without what was changed. */
  public String url(String url) {
    return JdbcUrl.without(url, changed.stringPropertyNames());
  }

  /** The properties to open with; a copy. */
  public Properties properties(@Nullable Properties info) {
    Properties all = new Properties();
    if (info != null) {
      for (String name : info.stringPropertyNames()) {
        all.setProperty(name, info.getProperty(name));
      }
    }
    for (String name : changed.stringPropertyNames()) {
      all.setProperty(name, changed.getProperty(name));
    }
    return all;
  }

  /** The names of the driver's properties that are ours. */
  Set<String> ours() {
    return changed.stringPropertyNames();
  }

  /** Server parameters that we have asked for, with their values; timeouts in milliseconds. */
  public Map<String, String> expected() {
    return expected;
  }

  /** Of those, the ones that nobody but us wanted. */
  Set<String> ourDefaults() {
    return ourDefaults;
  }

  public List<SettingChange> changes() {
    return changes;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public Settings settings() {
    return settings;
  }
}

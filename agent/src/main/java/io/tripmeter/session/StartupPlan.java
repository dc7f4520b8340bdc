package io.tripmeter.session;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutTexts;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.telemetry.SettingChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  static final String PREPARE_THRESHOLD = "prepareThreshold";

  /** What of the driver's properties comes to be seen by the server when it is said who connects. */
  private static final List<String> STARTUP =
      Arrays.asList(OPTIONS, APPLICATION_NAME, SCHEMA, ASSUME_VERSION, DriverCalls.TIME_ZONE);

  /** PGProperty.PREPARE_THRESHOLD's default. */
  private static final int DRIVERS_THRESHOLD = 5;

  private static final String PINS =
      "it would pin the session at the proxy: pooler=transaction sets it all the same";
  private static final String RIDES = "SET LOCAL in each transaction";

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
  private final boolean migration;
  private final boolean probed;
  private final boolean byOptions;
  private final StringBuilder rider = new StringBuilder();
  private long autocommitTimeout;
  private int prepareThreshold = DRIVERS_THRESHOLD;

  private StartupPlan(
      Settings settings,
      Properties effective,
      @Nullable String initSql,
      boolean migration,
      boolean probed) {
    this.settings = settings;
    this.endpoint = Endpoint.of(effective, settings);
    this.effective = copy(effective);
    this.initSql = initSql;
    this.migration = migration;
    this.probed = probed;
    byOptions = endpoint.carriesOptions();
  }

  /**
   * @param settings the pool's
   * @param effective what the driver makes of the application's URL and properties
   * @param initSql what the pool runs on a new connection
   * @param migration no timeout of ours for a migration
   * @param probed connections of this pool will tell what stands before the server; until they have, the worse is taken for true
   */
  public static StartupPlan of(
      Settings settings,
      Properties effective,
      @Nullable String initSql,
      boolean migration,
      boolean probed) {
    StartupPlan plan = new StartupPlan(settings, effective, initSql, migration, probed);
    if (plan.endpoint.pooler().isLeftAlone()) {
      plan.leaveAlone();
      return plan;
    }
    plan.planHandshake();
    plan.planPrepared();
    plan.planTimeouts();
    plan.planName();
    plan.planSchema();
    plan.planTimeZone();
    return plan;
  }

  /** Of what pgjdbc 42.2 gives, which has the application's own object as its defaults; without what nobody here needs to know. */
  private static Properties copy(Properties effective) {
    Properties copy = new Properties();
    for (String name : effective.stringPropertyNames()) {
      if (!name.equals("password") && !name.equals("sslpassword")) {
        copy.setProperty(name, effective.getProperty(name));
      }
    }
    return copy;
  }

  /** The plan for the same connection by what is known now. */
  public StartupPlan renewed() {
    return of(settings, effective, initSql, migration, probed);
  }

  /** Each setting of ours would keep a server connection for this client alone. */
  private void leaveAlone() {
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (settings.duration(timeout.option()) > 0) {
        changes.add(kept(timeout.parameter(), "as it is", PINS));
      }
    }
    if (!settings.text(Option.SESSION_SCHEMA).isEmpty()) {
      changes.add(kept("search_path", "as it is", PINS));
    }
    if (!settings.text(Option.SESSION_TIME_ZONE).isEmpty()) {
      changes.add(kept("TimeZone", "as it is", PINS));
    }
  }

  /** Whether nothing was learnt since of what stands there that would change it. */
  public boolean isUpToDate() {
    return byOptions == endpoint.carriesOptions();
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

  /** Statements that stay on the server by name are met by other clients where sessions change hands (42P05), or are not there (26000). */
  private void planPrepared() {
    String given = effective.getProperty(PREPARE_THRESHOLD);
    // PGSimpleDataSource.setUrl gives every default as if the application had said it.
    String theirs = given == null || number(given) == DRIVERS_THRESHOLD ? null : given;
    if (theirs != null) {
      prepareThreshold = number(theirs);
    }
    if (probed) {
      endpoint.pooler().awaitProbe();
    }
    if (endpoint.pooler().carriesPrepared()) {
      return;
    }
    if (theirs != null) {
      changes.add(kept("driver." + PREPARE_THRESHOLD, theirs, "the application has set it"));
      return;
    }
    prepareThreshold = 0;
    change(PREPARE_THRESHOLD, "0");
    if (endpoint.pooler().isTransactional()) {
      changes.add(new SettingChange(
          "driver." + PREPARE_THRESHOLD,
          Integer.toString(DRIVERS_THRESHOLD),
          "0",
          "the pooler is not known to carry prepared statements"));
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException theDriverWillSay) {
      return DRIVERS_THRESHOLD;
    }
  }

  private void planTimeouts() {
    String theirs = effective.getProperty(OPTIONS);
    String before = "";
    String after = "";
    for (SessionTimeout timeout : SessionTimeout.values()) {
      long millis = settings.duration(timeout.option());
      boolean explicit = settings.isOfOnePool(timeout.option());
      if (millis <= 0
          || migration
          || (!byOptions && endpoint.isWithoutRider())
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
        if (byOptions) {
          String option = StartupOptions.set(timeout.parameter(), millis);
          before = explicit ? before : StartupOptions.join(before, option);
          after = explicit ? StartupOptions.join(after, option) : after;
        } else {
          ride(timeout.parameter(), Long.toString(millis));
          autocommitTimeout = timeout == SessionTimeout.STATEMENT ? millis : autocommitTimeout;
        }
        expect(timeout.parameter(), Long.toString(millis), explicit);
        changes.add(new SettingChange(
            timeout.parameter(),
            applications == null ? "unset" : applications,
            millis + "ms",
            carried(settings.source(timeout.option()))));
      }
    }
    if (!(before.isEmpty() && after.isEmpty())) {
      change(OPTIONS, StartupOptions.join(StartupOptions.join(before, theirs), after));
    }
  }

  private void ride(String parameter, String value) {
    rider
        .append(rider.length() == 0 ? "" : ";SET LOCAL ")
        .append(parameter)
        .append('=')
        .append(value);
  }

  private String carried(String why) {
    return byOptions ? why : why + ", " + RIDES;
  }

  private @Nullable String applicationsValue(@Nullable String options, String parameter) {
    String value = StartupOptions.value(options, parameter);
    if (value == null && initSql != null && initSql.toLowerCase(Locale.ROOT).contains(parameter)) {
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
    boolean byStartup = !endpoint.pooler().isTransactional() && !endpoint.isRefused(SCHEMA);
    if (wanted.isEmpty() || (!byStartup && endpoint.isWithoutRider())) {
      return;
    }
    String theirs = effective.getProperty(SCHEMA);
    if (byStartup) {
      change(SCHEMA, wanted);
    } else {
      // Quoted: a reserved word, such as user, would break every transaction.
      ride("search_path", '"' + wanted + '"');
    }
    expect("search_path", wanted, true);
    String why = settings.source(Option.SESSION_SCHEMA);
    changes.add(new SettingChange(
        "search_path",
        theirs == null ? "unset" : theirs,
        wanted,
        byStartup ? why : why + ", " + RIDES + ", not in autocommit"));
  }

  private void planTimeZone() {
    String wanted = settings.text(Option.SESSION_TIME_ZONE);
    if (!wanted.isEmpty() && !endpoint.isRefused(DriverCalls.TIME_ZONE)) {
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

  /** Those of them that the server sees before it lets the connection in. */
  Set<String> oursInStartup() {
    Set<String> seen = new TreeSet<>(ours());
    seen.retainAll(STARTUP);
    return seen;
  }

  /** Whether the driver may try more than one. */
  public boolean hasSeveralHosts() {
    return effective.getProperty("PGHOST", "").indexOf(',') >= 0;
  }

  /** Whether the application has put this word into what a session starts with. */
  boolean isApplications(String word) {
    return effective.getProperty(OPTIONS, "").contains(word)
        || effective.getProperty(SCHEMA, "").contains(word);
  }

  /** {@code name=value;SET LOCAL name=value}, to be sent with each BEGIN behind a first SET LOCAL; empty for none. */
  public String rider() {
    return rider.toString();
  }

  /** Why this parameter is known to be in force, once it was found so. */
  String readBack(String parameter) {
    return rider.indexOf(parameter) < 0 ? "read back" : "read back, " + RIDES;
  }

  /** Milliseconds for a statement in autocommit, which has no BEGIN; 0 for none of ours. */
  public long autocommitTimeout() {
    return autocommitTimeout;
  }

  /** The timeouts of ours that a connection by this plan carries. */
  public TimeoutTexts timeouts() {
    return new TimeoutTexts(
        carries(SessionTimeout.STATEMENT),
        carries(SessionTimeout.LOCK),
        carries(SessionTimeout.IDLE_IN_TRANSACTION),
        carrier());
  }

  private TimeoutTexts.Carrier carrier() {
    if (!byOptions) {
      return TimeoutTexts.Carrier.TRANSACTION;
    }
    return endpoint.pooler().verdict() == Verdict.SESSION
        ? TimeoutTexts.Carrier.POOLED_SESSION
        : TimeoutTexts.Carrier.SESSION;
  }

  private long carries(SessionTimeout timeout) {
    String millis = settings.adviseOnly() ? null : expected.get(timeout.parameter());
    return millis == null ? 0 : Long.parseLong(millis);
  }

  /** The executions from which the driver prepares a statement by name; 0: never. */
  public int prepareThreshold() {
    return prepareThreshold;
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

  /** What the driver made of the URL and properties that were asked for, without what is secret; not to be changed. */
  public Properties asked() {
    return effective;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public Settings settings() {
    return settings;
  }
}

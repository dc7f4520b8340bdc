package io.tripmeter.connect;

import io.tripmeter.boot.ConnectCalls;
import io.tripmeter.boot.TimeoutTexts;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.postgres.JdbcUrl;
import io.tripmeter.postgres.SearchPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The URL and properties that a connection is opened with in place of the application's, and what is different in them. An operator's
 * value beats the application's, but for timeouts: those see {@link TimeoutPlan}.
 */
public final class StartupPlan {
  static final String OPTIONS = "options";
  static final String APPLICATION_NAME = "ApplicationName";
  static final String SCHEMA = "currentSchema";
  static final String ASSUME_VERSION = "assumeMinServerVersion";
  static final String PREPARE_THRESHOLD = "prepareThreshold";

  /** What of the driver's properties comes to be seen by the server when it is said who connects. */
  private static final List<String> STARTUP =
      Arrays.asList(OPTIONS, APPLICATION_NAME, SCHEMA, ASSUME_VERSION, ConnectCalls.TIME_ZONE);

  /** PGProperty.PREPARE_THRESHOLD's default. */
  private static final int DRIVERS_THRESHOLD = 5;

  private static final String PINS =
      "it would pin the session at the proxy: pooler=transaction sets it all the same";
  private static final String REPLICATION = "replication";
  private static final String UNLESS = ", unless the role, the database or the server has its own";

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
  private final Map<String, String> found = new HashMap<>();
  private final Map<SessionTimeout, Long> undecided = new EnumMap<>(SessionTimeout.class);
  private final List<SettingChange> changes = new ArrayList<>();
  private final List<SettingChange> left = new ArrayList<>();
  private final boolean migration;
  private final boolean probed;
  private final @Nullable ServerTimeouts known;
  private final boolean rides;
  private final boolean plain;
  private final boolean byOptions;
  private final StringBuilder rider = new StringBuilder();
  private long autocommitTimeout;
  private int prepareThreshold = DRIVERS_THRESHOLD;

  private StartupPlan(
      Settings settings,
      Endpoint endpoint,
      Properties effective,
      @Nullable String initSql,
      boolean migration,
      boolean probed,
      @Nullable ServerTimeouts known,
      boolean rides,
      boolean plain) {
    this.known = known;
    this.rides = rides;
    this.plain = plain;
    this.settings = settings;
    this.endpoint = endpoint;
    this.effective = effective;
    this.initSql = initSql;
    this.migration = migration;
    this.probed = probed;
    byOptions = !rides && !plain && endpoint.carriesOptions();
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
    Endpoint endpoint = Endpoint.of(effective, settings);
    StartupPlan plan = new StartupPlan(
        settings, endpoint, copy(effective), initSql, migration, probed, null, false, false);
    ServerTimeouts told = plan.isOneServers() ? endpoint.timeouts(plan.sentBefore()) : null;
    return told == null || told.isOld() ? plan.planned() : plan.with(told, false);
  }

  private StartupPlan planned() {
    if (endpoint.pooler().isLeftAlone()) {
      leaveAlone();
      return this;
    }
    planHandshake();
    planPrepared();
    if (hasTimeouts()) {
      planTimeouts();
    }
    planName();
    planSchema();
    planTimeZone();
    return this;
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
    ServerTimeouts told = isOneServers() ? endpoint.timeouts(sentBefore()) : null;
    return with(told == null ? known : told, rides);
  }

  private StartupPlan with(@Nullable ServerTimeouts told, boolean riding) {
    return with(told, riding, plain);
  }

  private StartupPlan with(@Nullable ServerTimeouts told, boolean riding, boolean plainly) {
    return new StartupPlan(
            settings, endpoint, effective, initSql, migration, probed, told, riding, plainly)
        .planned();
  }

  /** The plan for a connection that was opened exactly as the application asked, with nothing of ours. */
  public StartupPlan asAsked() {
    return with(known, rides, true);
  }

  /** Whether the session must be asked before anybody uses it: somebody else may have set what is asked for, or ours may not arrive. */
  public boolean asks() {
    return !settings.adviseOnly()
        && (!undecided.isEmpty()
            || (changed.containsKey(OPTIONS) && !endpoint.isKnownToTakeOptions()));
  }

  /** The plan for the connection that has answered; later ones go by it too. */
  public StartupPlan answered(SessionQuestion answer) {
    endpoint.pooler().seen(answer.handshakeProcess(), answer.process());
    if (changed.containsKey(OPTIONS)) {
      optionsSent(answer);
    }
    StartupPlan now = undecided.isEmpty()
        ? renewed()
        : told(answer.timeouts(), !answer.hasSet(undecided.keySet()));
    for (SessionTimeout timeout : SessionTimeout.values()) {
      String value = answer.value(timeout);
      if (value != null) {
        now.found.put(timeout.parameter(), value);
      }
    }
    return now;
  }

  /** The server could not be asked: nothing is set that somebody else may have set. */
  public StartupPlan unanswered() {
    endpoint.optionsArrive();
    return told(ServerTimeouts.unknown(), rides);
  }

  private StartupPlan told(ServerTimeouts timeouts, boolean riding) {
    // Of several servers the next connection may get another one.
    if (isOneServers()) {
      endpoint.learned(sentBefore(), timeouts);
    }
    return with(timeouts, riding);
  }

  private void optionsSent(SessionQuestion answer) {
    for (SessionTimeout timeout : SessionTimeout.values()) {
      String sent = expected.get(timeout.parameter());
      if (sent != null && !sent.equals(answer.value(timeout))) {
        if (!endpoint.pooler().isProvenDirect()) {
          endpoint.pooler().dropsOptions();
        }
        return;
      }
    }
    endpoint.optionsArrive();
  }

  private boolean isOneServers() {
    return effective.getProperty("PGHOST", "").indexOf(',') < 0;
  }

  /** What goes with the startup packet before the question: the application's options, and those of ours that beat all. */
  private String sentBefore() {
    StringBuilder asked = new StringBuilder(effective.getProperty(OPTIONS, ""));
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (settings.isOfOnePool(timeout.option())) {
        asked.append('\n').append(timeout.parameter());
      }
    }
    return asked.toString();
  }

  /** Whether the timeouts are the session's own, and not each transaction's. */
  public boolean isOfSession() {
    return byOptions;
  }

  /** What is asked for, in milliseconds, and is not in the startup packet because somebody else may have set it. */
  Map<SessionTimeout, Long> undecided() {
    return undecided;
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
    if (effective.getProperty(ASSUME_VERSION) == null && !isRefused(ASSUME_VERSION)) {
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
    boolean isDefault =
        given == null || (number(given) == DRIVERS_THRESHOLD && isOfDriversDataSource());
    String theirs = isDefault ? null : given;
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

  /** PGSimpleDataSource.setUrl gives every default as if the application had said it; nobody else gives these three. */
  private boolean isOfDriversDataSource() {
    return effective.getProperty("preparedStatementCacheQueries") != null
        && effective.getProperty("preparedStatementCacheSizeMiB") != null
        && effective.getProperty("databaseMetadataCacheFields") != null;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException theDriverWillSay) {
      return DRIVERS_THRESHOLD;
    }
  }

  private void planTimeouts() {
    TimeoutPlan timeouts =
        new TimeoutPlan(settings, endpoint, effective.getProperty(OPTIONS), initSql, known);
    left.addAll(timeouts.left());
    changes.addAll(left);
    undecided.putAll(timeouts.undecided());
    for (Map.Entry<SessionTimeout, Long> ours : timeouts.ours().entrySet()) {
      SessionTimeout timeout = ours.getKey();
      if (!byOptions) {
        ride(timeout.parameter(), ours.getValue().toString());
        autocommitTimeout =
            timeout == SessionTimeout.STATEMENT ? ours.getValue() : autocommitTimeout;
      }
      expected.put(timeout.parameter(), ours.getValue().toString());
      changes.add(change(timeouts, timeout, ours.getValue(), ""));
    }
    for (Map.Entry<SessionTimeout, Long> open : undecided.entrySet()) {
      changes.add(change(timeouts, open.getKey(), open.getValue(), UNLESS));
    }
    if (byOptions && !timeouts.ours().isEmpty()) {
      change(OPTIONS, timeouts.options());
    }
  }

  private SettingChange change(
      TimeoutPlan timeouts, SessionTimeout timeout, long millis, String unless) {
    String applications = timeouts.applicationsValue(timeout);
    return new SettingChange(
        timeout.parameter(),
        applications == null ? "unset" : applications,
        millis + "ms",
        carried(settings.source(timeout.option())) + unless);
  }

  /** A migration takes the time that it takes; a replication connection is no session for statements. */
  private boolean hasTimeouts() {
    return !migration
        && effective.getProperty(REPLICATION) == null
        && (byOptions || !endpoint.isWithoutRider());
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

  private void planName() {
    String wanted = settings.text(Option.SESSION_APPLICATION_NAME);
    String theirs = effective.getProperty(APPLICATION_NAME);
    if (DRIVERS_NAME.equals(theirs)) {
      theirs = null;
    }
    boolean explicit = settings.isExplicit(Option.SESSION_APPLICATION_NAME);
    if (wanted.isEmpty() || isRefused(APPLICATION_NAME)) {
      return;
    }
    if (theirs != null && !explicit) {
      changes.add(kept("application_name", theirs, "the application has set it"));
      return;
    }
    change(APPLICATION_NAME, wanted);
    expected.put("application_name", wanted);
    changes.add(new SettingChange(
        "application_name",
        theirs == null ? "unset" : theirs,
        wanted,
        settings.source(Option.SESSION_APPLICATION_NAME)));
  }

  private void planSchema() {
    String wanted = settings.text(Option.SESSION_SCHEMA);
    boolean byStartup = !endpoint.pooler().isTransactional() && !isRefused(SCHEMA);
    if (wanted.isEmpty() || (!byStartup && endpoint.isWithoutRider())) {
      return;
    }
    String theirs = effective.getProperty(SCHEMA);
    SearchPath path = SearchPath.of(wanted);
    if (byStartup) {
      change(SCHEMA, path.asSetting());
    } else {
      ride("search_path", path.quoted());
    }
    expected.put("search_path", wanted);
    String why = settings.source(Option.SESSION_SCHEMA);
    changes.add(new SettingChange(
        "search_path",
        theirs == null ? "unset" : theirs,
        wanted,
        byStartup ? why : why + ", " + RIDES + ", not in autocommit"));
  }

  private void planTimeZone() {
    String wanted = settings.text(Option.SESSION_TIME_ZONE);
    if (!wanted.isEmpty() && !isRefused(ConnectCalls.TIME_ZONE)) {
      changed.setProperty(ConnectCalls.TIME_ZONE, wanted);
      expected.put("TimeZone", wanted);
      changes.add(new SettingChange(
          "TimeZone", "the JVM's", wanted, settings.source(Option.SESSION_TIME_ZONE)));
    }
  }

  private boolean isRefused(String parameter) {
    return plain || endpoint.isRefused(parameter);
  }

  private static SettingChange kept(String parameter, String value, String why) {
    return new SettingChange(parameter, value, value, why);
  }

  private void change(String property, String value) {
    changed.setProperty(property, value);
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
    return isRidden(parameter) ? "read back, " + RIDES : "read back";
  }

  private boolean isRidden(String parameter) {
    return rider.indexOf(parameter) >= 0;
  }

  /** Whether the server has what was asked for. */
  boolean isInForce(String parameter, String found) {
    String wanted = expected.get(parameter);
    return parameter.equals("search_path")
        ? wanted != null && SearchPath.of(wanted).isSame(found)
        : found.equals(wanted);
  }

  /**
   * Looks, in one transaction and one round trip, whether what is to ride with BEGIN is in force. The connection is in no transaction before
   * and after, and nobody else uses it.
   *
   * @return what is not as it should be, null if all is
   */
  public @Nullable String differsInTransaction(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "select name, setting from pg_catalog.pg_settings where name in ('statement_timeout', 'lock_timeout',"
              + " 'idle_in_transaction_session_timeout', 'search_path');commit");
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          String name = rows.getString(1);
          if (isRidden(name) && !isInForce(name, rows.getString(2))) {
            return name + " is " + rows.getString(2);
          }
        }
      }
      return null;
    } catch (SQLException refused) {
      if (!connection.isClosed()) {
        connection.rollback();
      }
      throw refused;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(autoCommit);
      }
    }
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

  public List<SettingChange> changes() {
    return changes;
  }

  /** What the driver made of the URL and properties that were asked for, without what is secret; not to be changed. */
  public Properties asked() {
    return effective;
  }

  /** Timeouts that were asked for, and that the session has from somebody else. */
  public List<SettingChange> left() {
    return left;
  }

  /** Which timeouts are ours and which are somebody else's, for people. */
  public String decided() {
    StringBuilder decided = new StringBuilder();
    for (SessionTimeout timeout : SessionTimeout.values()) {
      String ours = expected.get(timeout.parameter());
      if (ours != null) {
        decided.append(timeout.parameter()).append(": ").append(ours).append("ms; ");
      }
    }
    for (SettingChange others : left) {
      decided.append(others.setting()).append(": ").append(others.after());
      decided.append(" (").append(others.reason()).append("); ");
    }
    return decided.toString();
  }

  /** What this connection was seen to have in force before its first use, as far as it was asked. */
  public List<SettingChange> inForce() {
    List<SettingChange> inForce = new ArrayList<>();
    for (Map.Entry<String, String> wanted : expected.entrySet()) {
      String parameter = wanted.getKey();
      String value = isRidden(parameter) ? wanted.getValue() : found.get(parameter);
      if (value != null) {
        inForce.add(new SettingChange(parameter, wanted.getValue(), value, readBack(parameter)));
      }
    }
    return inForce;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public Settings settings() {
    return settings;
  }
}

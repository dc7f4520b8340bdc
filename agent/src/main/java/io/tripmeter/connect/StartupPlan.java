package io.tripmeter.connect;

import io.tripmeter.boot.ConnectCalls;
import io.tripmeter.boot.TimeoutTexts;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.postgres.JdbcUrl;
import io.tripmeter.postgres.SearchPath;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is opened: URL and properties, settings that go with each BEGIN, and what differs from the application's own. Made by
 * {@link StartupPlanner}; the session's answers lead to another plan, see {@link SessionAnswer}. Immutable.
 */
public final class StartupPlan {
  /** Properties of which the server sees something before it lets the connection in. */
  private static final List<String> STARTUP = Arrays.asList(
      DriverProperty.OPTIONS.key(),
      DriverProperty.APPLICATION_NAME.key(),
      DriverProperty.SCHEMA.key(),
      DriverProperty.ASSUMED_VERSION.key(),
      ConnectCalls.TIME_ZONE);

  private final ConnectionRequest request;
  private final @Nullable ServerTimeouts known;
  private final boolean byBegin;
  private final boolean plain;
  private final boolean byOptions;
  private final PlanDraft made;
  private final Map<String, String> found;
  private final long learnt;

  StartupPlan(
      ConnectionRequest request,
      @Nullable ServerTimeouts known,
      boolean byBegin,
      boolean plain,
      boolean byOptions,
      PlanDraft made,
      long learnt) {
    this.request = request;
    this.known = known;
    this.byBegin = byBegin;
    this.plain = plain;
    this.byOptions = byOptions;
    this.made = made;
    this.found = Collections.emptyMap();
    this.learnt = learnt;
  }

  private StartupPlan(StartupPlan plan, Map<String, String> found) {
    this.request = plan.request;
    this.known = plan.known;
    this.byBegin = plan.byBegin;
    this.plain = plan.plain;
    this.byOptions = plan.byOptions;
    this.made = plan.made;
    this.found = found;
    this.learnt = plan.learnt;
  }

  /**
   * @param settings the pool's
   * @param effective what the driver makes of the application's URL and properties
   * @param initSql the statement that the pool runs on a new connection
   * @param migration whether a migration will use it: it gets no timeout of ours
   * @param probed connections of this pool will tell what stands before the server; until they have, the worst case is assumed
   */
  public static StartupPlan of(
      Settings settings,
      Properties effective,
      @Nullable String initSql,
      boolean migration,
      boolean probed) {
    ConnectionRequest request =
        new ConnectionRequest(settings, effective, initSql, migration, probed);
    ServerTimeouts told = request.known();
    boolean isNew = told != null && !told.isOld();
    return StartupPlanner.plan(request, isNew ? told : null, false, false);
  }

  /** The plan for the same connection by what is known now. */
  public StartupPlan renewed() {
    ServerTimeouts told = request.known();
    return StartupPlanner.plan(request, told == null ? known : told, byBegin, plain);
  }

  /** The plan for a connection that was opened exactly as the application asked, with nothing of ours. */
  public StartupPlan asAsked() {
    return StartupPlanner.plan(request, known, byBegin, true);
  }

  /** @param withBegin the timeouts go with BEGIN: the session did not take them */
  StartupPlan told(ServerTimeouts timeouts, boolean withBegin) {
    request.learned(timeouts);
    return StartupPlanner.plan(request, timeouts, withBegin, plain);
  }

  /** @param values by the server's parameters, as the session was seen to have them */
  StartupPlan found(Map<String, String> values) {
    return new StartupPlan(this, values);
  }

  boolean isByBegin() {
    return byBegin;
  }

  /** Whether the session must be asked before its first use: others may have set what is asked for, or options may not arrive. */
  public boolean asks() {
    return !settings().adviseOnly()
        && (!made.undecided.isEmpty() || (sendsOptions() && !endpoint().isKnownToTakeOptions()));
  }

  boolean sendsOptions() {
    return DriverProperty.OPTIONS.isIn(made.changed);
  }

  /** Whether the timeouts are the session's own, and not each transaction's. */
  public boolean isOfSession() {
    return byOptions;
  }

  /** Whether nothing was learnt of the endpoint since that would change the plan. */
  public boolean isUpToDate() {
    return byOptions == endpoint().carriesOptions();
  }

  /** {@link Endpoint#learnt()} when it was made. */
  public long learnt() {
    return learnt;
  }

  /** Timeouts in milliseconds that others may have set, so that they are not in the startup packet. */
  Map<SessionTimeout, Long> undecided() {
    return made.undecided;
  }

  /** The application's URL without the properties that are ours. */
  public String url(String url) {
    return JdbcUrl.without(url, made.changed.stringPropertyNames());
  }

  /** The properties to open with; a copy. */
  public Properties properties(@Nullable Properties info) {
    Properties all = new Properties();
    if (info != null) {
      for (String name : info.stringPropertyNames()) {
        all.setProperty(name, info.getProperty(name));
      }
    }
    for (String name : made.changed.stringPropertyNames()) {
      all.setProperty(name, made.changed.getProperty(name));
    }
    return all;
  }

  /** The names of the driver's properties that are ours. */
  Set<String> ours() {
    return made.changed.stringPropertyNames();
  }

  /** Those of them that the server sees before it lets the connection in. */
  Set<String> oursInStartup() {
    Set<String> seen = new TreeSet<>(ours());
    seen.retainAll(STARTUP);
    return seen;
  }

  /** Whether the driver may try more than one. */
  public boolean hasSeveralHosts() {
    return request.hasSeveralHosts();
  }

  /** Whether the application has put this word into what a session starts with. */
  boolean isApplications(String word) {
    return request.names(word);
  }

  /** {@code name=value;SET LOCAL name=value}, to be sent with each BEGIN behind a first SET LOCAL; empty for none. */
  public String withBegin() {
    return made.withBegin.toString();
  }

  /** Whether this parameter is set with each BEGIN. */
  boolean isWithBegin(String parameter) {
    return made.withBegin.indexOf(parameter) >= 0;
  }

  /** Whether the server has the value that was asked for. */
  boolean isInForce(String parameter, String value) {
    String wanted = made.expected.get(parameter);
    return parameter.equals("search_path")
        ? wanted != null && SearchPath.of(wanted).isSame(value)
        : value.equals(wanted);
  }

  /** Milliseconds for a statement in autocommit, which has no BEGIN; 0 for none of ours. */
  public long autocommitTimeout() {
    return made.autocommitTimeout;
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
    return endpoint().pooler().verdict() == Verdict.SESSION
        ? TimeoutTexts.Carrier.POOLED_SESSION
        : TimeoutTexts.Carrier.SESSION;
  }

  private long carries(SessionTimeout timeout) {
    String millis = settings().adviseOnly() ? null : made.expected.get(timeout.parameter());
    return millis == null ? 0 : Long.parseLong(millis);
  }

  /** The executions from which the driver prepares a statement by name; 0: never. */
  public int prepareThreshold() {
    return made.prepareThreshold;
  }

  /** The server's parameters with the values that were asked for; timeouts in milliseconds. */
  public Map<String, String> expected() {
    return made.expected;
  }

  public List<SettingChange> changes() {
    return made.changes;
  }

  /** What the driver made of the URL and properties that were asked for, without the secrets; not to be changed. */
  public Properties asked() {
    return request.effective();
  }

  /** Whether the application has decided itself how its sockets are to be: nothing is asked of them. */
  public boolean isSocketGiven() {
    return DriverProperty.isSocketGiven(request.effective());
  }

  /** Timeouts that were asked for and that others have set. */
  public List<SettingChange> left() {
    return made.left;
  }

  /** For people. */
  public PlanReport report() {
    return new PlanReport(this, found);
  }

  public Endpoint endpoint() {
    return request.endpoint();
  }

  public Settings settings() {
    return request.settings();
  }
}

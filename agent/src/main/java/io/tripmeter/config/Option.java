package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** All options, each with its key, accepted values, default and meaning. DocsTest compares docs/configuration.md with this list. */
public enum Option {
  ENABLED("enabled", new BooleanType(), "true", "`false`: the agent does nothing at all."),
  MODE(
      "mode",
      new ChoiceType("apply", "advise"),
      "apply",
      "`advise`: change nothing, log and show what would be changed."),
  CONFIG(
      "config",
      new TextType("a file path"),
      null,
      "none",
      "A properties file with further settings; a relative path starts at the working directory."),

  POOL_MAX_SIZE(
      "pool.max-size",
      IntegerType.between(1, 10_000),
      null,
      Option.APPLICATIONS,
      "The most connections a pool may hold."),
  POOL_MIN_IDLE(
      "pool.min-idle",
      IntegerType.between(0, 10_000),
      null,
      Option.APPLICATIONS,
      "The idle connections a pool keeps ready."),
  POOL_MAX_LIFETIME(
      "pool.max-lifetime",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "How old a connection may become; 0: any age."),
  POOL_IDLE_TIMEOUT(
      "pool.idle-timeout",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "How long a connection above `pool.min-idle` may be idle; 0: for ever."),
  POOL_KEEPALIVE(
      "pool.keepalive",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "How often the pool asks the server about an idle connection; 0: never."),
  POOL_CONNECTION_TIMEOUT(
      "pool.connection-timeout",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "How long the application waits for a connection of the pool; 0: as long as the pool allows."),
  POOL_VALIDATION(
      "pool.validation",
      new ChoiceType("auto", "borrow", "pool"),
      "auto",
      "`auto`: no round trip on borrow while TCP keepalive vouches for the connection, and a deadline for its first answer;"
          + " `borrow`: always one; `pool`: as the pool does it."),

  WARMUP(
      "warmup",
      IntegerType.between(0, 10_000).orAll().orOff(),
      "all",
      "Connections opened when the pool is created: `all`, a number, `off`."),
  WARMUP_PARALLELISM(
      "warmup.parallelism",
      IntegerType.between(1, 1_000),
      "32",
      "The most physical connects of a warm-up at once."),
  WARMUP_WAIT(
      "warmup.wait",
      new DurationType(),
      "0",
      "How long pool creation may wait for warm-up; 0: it runs in the background."),

  SESSION_STATEMENT_TIMEOUT(
      "session.statement-timeout",
      new DurationType(),
      null,
      Option.NONE,
      "The server cancels a statement that runs longer; 0: no limit of Tripmeter's."),
  SESSION_LOCK_TIMEOUT(
      "session.lock-timeout",
      new DurationType(),
      null,
      Option.NONE,
      "The server cancels a statement that waits longer for a lock; 0: no limit of Tripmeter's."),
  SESSION_IDLE_IN_TRANSACTION_TIMEOUT(
      "session.idle-in-transaction-timeout",
      new DurationType(),
      null,
      Option.NONE,
      "The server ends a session that is idle in a transaction for longer; 0: no limit of Tripmeter's."),
  SESSION_APPLICATION_NAME(
      "session.application-name",
      new TextType("text; <service> and <pool> in it are replaced"),
      "<service>/<pool>",
      "The name in pg_stat_activity, cut to 63 bytes; `<service>` and `<pool>` in it are replaced."),
  SESSION_TIME_ZONE(
      "session.time-zone",
      new TimeZoneType(),
      null,
      Option.APPLICATIONS,
      "The session's time zone, such as `UTC` or `Europe/Berlin`."),
  SESSION_SCHEMA(
      "session.schema",
      new SchemasType(),
      null,
      Option.APPLICATIONS,
      "The session's schema, or several with commas between (search_path); each name is meant as it is written."),
  SESSION_CREATE_SCHEMA(
      "session.create-schema",
      new BooleanType(),
      "false",
      "`true`: create the schema of `session.schema` if it does not exist."),

  POOLER(
      "pooler",
      new ChoiceType("auto", "none", "session", "transaction"),
      "auto",
      "What stands before the server: `auto` finds out; `none`, `session` or `transaction` says so."),
  ENDPOINT(
      "endpoint",
      new ChoiceType("pooler", "direct"),
      null,
      "as given",
      "The endpoint that the application's connections use: `pooler` or `direct`."),
  ENDPOINT_DIRECT(
      "endpoint.direct",
      new ServerType(),
      null,
      "derived (Neon)",
      "The server's own endpoint beside a pooler: host, host:port or a JDBC URL."),
  ENDPOINT_MIGRATIONS(
      "endpoint.migrations",
      new ChoiceType("direct", "as-given"),
      "direct",
      "Where Flyway's and Liquibase's connections go: `direct`, if that endpoint is known, or `as-given`."),
  ENDPOINT_FAILOVER(
      "endpoint.failover",
      new BooleanType(),
      "false",
      "`true`: while the configured endpoint cannot be reached, use the other."),
  REQUIRE_SCHEMA(
      "require.schema",
      new MigrationType(),
      null,
      "none",
      "The migration that the database must have when a pool is created, such as `flyway:42` or `liquibase:add-orders`."),
  REQUIRE_SCHEMA_ACTION(
      "require.schema.action",
      new ChoiceType("warn", "fail"),
      "warn",
      "What happens if it has not, or the latest one failed: `warn`, or `fail` the pool's creation."),
  BUDGET_INSTANCES(
      "budget.instances",
      IntegerType.between(1, 100_000).orOff(),
      "off",
      "Number of instances of this service: their pools together are compared with what the server admits."),
  BUDGET_CONNECTIONS(
      "budget.connections",
      IntegerType.between(1, 1_000_000).orOff(),
      "off",
      "The connections that this service may have in all; without it the server's max_connections less what it reserves."),
  BUDGET_ENFORCE(
      "budget.enforce", new BooleanType(), "false", "`true`: make pools smaller until they fit."),

  REQUEST_BUDGET(
      "request.budget",
      IntegerType.between(1, 1_000_000).orOff(),
      "off",
      "Round trips a request may cost before it is reported."),
  REQUEST_REPEAT_THRESHOLD(
      "request.repeat-threshold",
      IntegerType.between(2, 1_000_000).orOff(),
      "5",
      "The same statement this often in one request from one place is reported (N+1)."),

  SLOW_QUERY_THRESHOLD(
      "slow-query.threshold",
      new DurationType(),
      "500ms",
      "A statement that takes this long or longer is a slow query; 0: none is."),
  SLOW_QUERY_OUTPUT(
      "slow-query.output",
      new TextType("stderr, slf4j, off or a file path"),
      "stderr",
      "Where slow queries go: `stderr`, `slf4j`, a file path (rotated), `off`."),
  SLOW_QUERY_MAX_LENGTH(
      "slow-query.max-length",
      IntegerType.between(100, 1_000_000),
      "2000",
      "The most characters of a statement that are logged."),
  SLOW_QUERY_BIND_VALUES(
      "slow-query.bind-values",
      new BooleanType(),
      "false",
      "`true`: log the bind values too, which may be secrets."),
  SLOW_QUERY_EXPLAIN(
      "slow-query.explain",
      new BooleanType(),
      "false",
      "`true`: log the plan of a slow query too, asked for on a connection of its own."),

  METRICS_LISTEN(
      "metrics.listen",
      new AddressType(),
      "127.0.0.1:29464",
      "Where Prometheus metrics, health and the page are served; `off`; port 0 picks a free one."),
  METRICS_HOSTS(
      "metrics.hosts",
      new HostsType(),
      null,
      "loopback, and the host of `metrics.listen`",
      "Further `Host` headers that are answered there, separated by commas; `*`: all."),
  METRICS_WAIT(
      "metrics.wait",
      new BooleanType(),
      "false",
      "`true`: listen as soon as the driver or a pool is seen, and not after the first answer or two seconds after the first pool."),
  OTLP_ENDPOINT(
      "otlp.endpoint",
      new HttpUrlType(),
      null,
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      "Where spans go (OTLP over HTTP/protobuf) when Tripmeter makes them; without one, none are made."),
  SERVICE_NAME(
      "service-name",
      new TextType("text"),
      null,
      "OTEL_SERVICE_NAME, else the main class or jar",
      "The name of the application on spans and in `session.application-name`."),
  SPANS(
      "spans",
      new ChoiceType("request", "statement", "off"),
      "request",
      "`request`: counts on the request's span; `statement`: a CLIENT span for each statement as well; `off`."),

  LOG_FORMAT("log.format", new ChoiceType("text", "json"), "text", "`json`: one object a line."),
  LOG_LEVEL(
      "log.level",
      new ChoiceType("debug", "info", "warn", "error", "off"),
      "info",
      "The least level that Tripmeter's own log writes: `debug`, `info`, `warn`, `error`, `off`.");

  private static final String APPLICATIONS = "the application's";
  private static final String NONE = "none";

  private final String key;
  // Every ValueType is immutable; the @Immutable annotation would add a dependency.
  @SuppressWarnings("ImmutableEnumChecker")
  private final ValueType type;

  private final @Nullable String defaultText;
  private final String shownDefault;
  private final String meaning;

  Option(String key, ValueType type, String defaultText, String meaning) {
    this(key, type, defaultText, defaultText, meaning);
  }

  /** For an option without a default value, whose documented default describes where the value comes from. */
  Option(
      String key,
      ValueType type,
      @Nullable String defaultText,
      String shownDefault,
      String meaning) {
    this.key = key;
    this.type = type;
    this.defaultText = defaultText;
    this.shownDefault = shownDefault;
    this.meaning = meaning;
  }

  /** As in {@code -javaagent:tripmeter-agent.jar=<key>=...}. */
  public String key() {
    return key;
  }

  /** As a system property. */
  public String property() {
    return "tripmeter." + key;
  }

  /** As an environment variable: a constant's name is its key in upper case with underscores. */
  public String environment() {
    return "TRIPMETER_" + name();
  }

  /** The default as the documentation shows it, which is not always an accepted value. */
  public String shownDefault() {
    return shownDefault;
  }

  /** One sentence; words in backticks are values. */
  public String meaning() {
    return meaning;
  }

  /** The accepted values, to complete "accepted is ...". */
  public String accepted() {
    return type.accepted();
  }

  /** Whether {@code tripmeter.pools.<pool name>.<key>} exists. */
  public boolean isPerPool() {
    String group = group();
    return group.equals("pool")
        || group.equals("warmup")
        || group.equals("session")
        || group.equals("endpoint");
  }

  /** Whether it is one of the three session timeouts. */
  public boolean isSessionTimeout() {
    return this == SESSION_STATEMENT_TIMEOUT
        || this == SESSION_LOCK_TIMEOUT
        || this == SESSION_IDLE_IN_TRANSACTION_TIMEOUT;
  }

  /** The key up to its first dot. */
  public String group() {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  @Nullable
  Object parse(String text) {
    return type.parse(text.trim());
  }

  String show(Object value) {
    return type.show(value);
  }

  @Nullable
  Object defaultValue() {
    return defaultText == null ? null : type.parse(defaultText);
  }

  @Override
  public String toString() {
    return key;
  }
}

package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** All options, each with its key, accepted values, default and meaning. ConfigurationDocsTest compares docs/configuration.md with this list. */
public enum Option {
  ENABLED("enabled", new BooleanType(), "true", "`false`: the agent does nothing."),
  MODE(
      "mode",
      new ChoiceType("apply", "advise"),
      "apply",
      "`advise`: change nothing; log and show what would be changed."),
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
      "The maximum number of connections in a pool."),
  POOL_MIN_IDLE(
      "pool.min-idle",
      IntegerType.between(0, 10_000),
      null,
      Option.APPLICATIONS,
      "The minimum number of idle connections in a pool."),
  POOL_MAX_LIFETIME(
      "pool.max-lifetime",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "The maximum age of a connection; 0: no limit."),
  POOL_IDLE_TIMEOUT(
      "pool.idle-timeout",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "How long a connection above `pool.min-idle` may be idle; 0: no limit."),
  POOL_KEEPALIVE(
      "pool.keepalive",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "How often the pool queries the server on an idle connection; 0: never."),
  POOL_CONNECTION_TIMEOUT(
      "pool.connection-timeout",
      new DurationType(),
      null,
      Option.APPLICATIONS,
      "How long a borrow may wait for a connection; 0: as long as the pool allows."),
  POOL_VALIDATION(
      "pool.validation",
      new ChoiceType("auto", "borrow", "pool"),
      "auto",
      "`auto`: no round trip on borrow while TCP keepalive shows that the connection is alive;"
          + " `borrow`: a round trip on every borrow; `pool`: as the pool does it."),

  WARMUP(
      "warmup",
      IntegerType.between(0, 10_000).orAll().orOff(),
      "all",
      "Connections opened when the pool is created: `all`, a number, `off`."),
  WARMUP_PARALLELISM(
      "warmup.parallelism",
      IntegerType.between(1, 1_000),
      "32",
      "The maximum number of connects of a warm-up at once."),
  WARMUP_WAIT(
      "warmup.wait",
      new DurationType(),
      "0",
      "How long the pool's creation may wait for the warm-up; 0: the warm-up runs in the background."),

  SESSION_STATEMENT_TIMEOUT(
      "session.statement-timeout",
      new DurationType(),
      null,
      Option.NONE,
      "The server cancels a statement that runs longer; 0: Tripmeter sets no limit."),
  SESSION_LOCK_TIMEOUT(
      "session.lock-timeout",
      new DurationType(),
      null,
      Option.NONE,
      "The server cancels a statement that waits longer for a lock; 0: Tripmeter sets no limit."),
  SESSION_IDLE_IN_TRANSACTION_TIMEOUT(
      "session.idle-in-transaction-timeout",
      new DurationType(),
      null,
      Option.NONE,
      "The server ends a session that is idle in a transaction for longer; 0: Tripmeter sets no limit."),
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
      "The session's schema, or several separated by commas (search_path); names are case-sensitive."),
  SESSION_CREATE_SCHEMA(
      "session.create-schema",
      new BooleanType(),
      "false",
      "`true`: create the schema of `session.schema` if it does not exist."),

  POOLER(
      "pooler",
      new ChoiceType("auto", "none", "session", "transaction"),
      "auto",
      "What stands before the server: `auto` detects it; `none`, `session` and `transaction` set it."),
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
      "The endpoint of the server itself, beside a pooler: host, host:port or a JDBC URL."),
  ENDPOINT_MIGRATIONS(
      "endpoint.migrations",
      new ChoiceType("direct", "as-given"),
      "direct",
      "Where Flyway's and Liquibase's connections go: `direct`, if that endpoint is known, or `as-given`."),
  ENDPOINT_FAILOVER(
      "endpoint.failover",
      new BooleanType(),
      "false",
      "`true`: use the other endpoint while the configured one is unreachable."),
  TLS_REQUIRE(
      "tls.require",
      new ChoiceType("off", "warn", "refuse"),
      null,
      "`warn`, for public addresses",
      "A connection to another host without [TLS](configuration.md#tls): `off`; `warn`: it is reported; `refuse`: it is not opened."),
  TLS_VERIFY(
      "tls.verify",
      new ChoiceType("off", "warn", "refuse"),
      "off",
      "A connection to another host that does not verify [who answers](configuration.md#tls): `off`; `warn`: it is reported; `refuse`: it is not opened."),
  REPLICA_URL(
      "replica.url",
      new ServerType(),
      null,
      Option.NONE,
      "The [replica](with-replicas.md) that read-only work goes to: a JDBC URL, host or host:port."),
  REPLICA_MAX_LAG(
      "replica.max-lag",
      new DurationType(),
      "10s",
      "A replica that is further behind is left out; 0: no limit."),
  REPLICA_STICKY(
      "replica.sticky",
      new DurationType(),
      "2s",
      "How long read-only work of a session that has written stays on the primary; 0: it does not."),
  REQUIRE_SCHEMA(
      "require.schema",
      new MigrationType(),
      null,
      "none",
      "The migration that the database needs when a pool is created, such as `flyway:42` or `liquibase:add-orders`."),
  REQUIRE_SCHEMA_ACTION(
      "require.schema.action",
      new ChoiceType("warn", "fail"),
      "warn",
      "If that migration is missing or the latest one failed: `warn`, or `fail` the pool's creation."),
  MIGRATION_ADVICE(
      "migration.advice",
      new ChoiceType("auto", "off"),
      "auto",
      "`auto`: statements of Flyway and Liquibase that [block a large table](migrations.md) are reported before they run; `off`."),
  BUDGET_INSTANCES(
      "budget.instances",
      IntegerType.between(1, 100_000).orOff(),
      "off",
      "The largest number of instances of this service; their pools together are compared with the server's limit."),
  BUDGET_CONNECTIONS(
      "budget.connections",
      IntegerType.between(1, 1_000_000).orOff(),
      "off",
      "The limit of connections for all instances together; `off`: the server's max_connections less its reserved ones."),
  BUDGET_ENFORCE(
      "budget.enforce", new BooleanType(), "false", "`true`: make pools smaller until they fit."),

  REQUEST_BUDGET(
      "request.budget",
      IntegerType.between(1, 1_000_000).orOff(),
      "off",
      "A request with more round trips is reported."),
  REQUEST_REPEAT_THRESHOLD(
      "request.repeat-threshold",
      IntegerType.between(2, 1_000_000).orOff(),
      "5",
      "A statement that one request repeats this often from one line of code is reported (N+1)."),

  SLOW_QUERY_THRESHOLD(
      "slow-query.threshold",
      new DurationType(),
      "500ms",
      "A statement that takes this long or longer is a slow query; 0: off."),
  SLOW_QUERY_OUTPUT(
      "slow-query.output",
      new TextType("stderr, slf4j, off or a file path"),
      "stderr",
      "Where slow queries go: `stderr`, `slf4j`, a file path (rotated), `off`."),
  SLOW_QUERY_MAX_LENGTH(
      "slow-query.max-length",
      IntegerType.between(100, 1_000_000),
      "2000",
      "The maximum length of a logged statement, in characters."),
  SLOW_QUERY_BIND_VALUES(
      "slow-query.bind-values",
      new BooleanType(),
      "false",
      "`true`: log bind values too; they may be secrets."),
  SLOW_QUERY_EXPLAIN(
      "slow-query.explain",
      new BooleanType(),
      "false",
      "`true`: log the plan of a slow query too, from a separate connection."),
  SLOW_QUERY_RUNNING_THRESHOLD(
      "slow-query.running-threshold",
      new DurationType(),
      "0",
      "A statement that runs this long is reported while it runs; 0: off."),
  SLOW_QUERY_BLOCKERS(
      "slow-query.blockers",
      new BooleanType(),
      "true",
      "`true`: of a statement that is reported while it runs, log who blocks it, from a separate connection, once a minute at most."),

  WORK_METHODS(
      "work.methods",
      new TextType("full names of methods, separated by commas, such as com.acme.Import.run"),
      null,
      "none",
      "Methods whose calls are [units of work](signals.md#jobs), separated by commas: `com.acme.Import.run`."),

  SQLCOMMENTER(
      "sqlcommenter",
      new BooleanType(),
      "false",
      "`true`: a comment with the route and the trace goes behind [statements of requests](statements.md#sqlcommenter)."),

  WORK_THREADS(
      "work.threads",
      new BooleanType(),
      "true",
      "Tasks that a unit of work hands to [other threads](signals.md#other-threads) count for it."),

  METRICS_LISTEN(
      "metrics.listen",
      new AddressType(),
      "127.0.0.1:29464",
      "The address of metrics, health and the page; port 0 picks a free one; `off`."),
  METRICS_HOSTS(
      "metrics.hosts",
      new HostsType(),
      null,
      "loopback, and the host of `metrics.listen`",
      "Further `Host` headers to answer, separated by commas; `*`: all."),
  METRICS_WAIT(
      "metrics.wait",
      new BooleanType(),
      "false",
      "`true`: listen as soon as the driver or a pool is loaded, instead of after the first answer or two seconds after the first pool."),
  METRICS_STATEMENTS(
      "metrics.statements",
      IntegerType.between(1, 500).orOff(),
      "off",
      "How many statements, those that take the most time, have metrics of their own (`tripmeter.statement.*`)."),
  METRICS_MICROMETER(
      "metrics.micrometer",
      new ChoiceType("auto", "off"),
      "auto",
      "`auto`: the application's own Micrometer registries show the metrics too; `off`."),
  METRICS_OTEL(
      "metrics.otel",
      new ChoiceType("auto", "off"),
      "auto",
      "`auto`: OpenTelemetry's agent, or the application's own SDK, exports the metrics too; `off`."),
  OTLP_ENDPOINT(
      "otlp.endpoint",
      new HttpUrlType(),
      null,
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      "Where spans are sent (OTLP over HTTP/protobuf); without it Tripmeter makes none."),
  SERVICE_NAME(
      "service-name",
      new TextType("text"),
      null,
      "OTEL_SERVICE_NAME, else the main class or jar",
      "The application's name on spans and in `session.application-name`."),
  SPANS(
      "spans",
      new ChoiceType("request", "statement", "off"),
      "request",
      "`request`: a span for each request; `statement`: a span for each statement too; `off`."),

  LOG_FORMAT("log.format", new ChoiceType("text", "json"), "text", "`json`: one object per line."),
  LOG_LEVEL(
      "log.level",
      new ChoiceType("debug", "info", "warn", "error", "off"),
      "info",
      "The lowest level that Tripmeter logs: `debug`, `info`, `warn`, `error`, `off`.");

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
        || group.equals("tls")
        || group.equals("endpoint")
        || group.equals("replica");
  }

  /** Whether it can be changed while the application runs; the others are read at the start. */
  public boolean isChangeable() {
    String group = group();
    return this == MODE
        || this == LOG_LEVEL
        || group.equals("pool")
        || group.equals("request")
        || group.equals("slow-query");
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

package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a PgBouncer is to be; {@link #start()} starts it. By default the newest under test, in transaction mode, as JDBC needs it. */
public final class PgBouncerOptions {
  private final PostgresServer server;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private String version = PoolerPrograms.PGBOUNCER.get(PoolerPrograms.PGBOUNCER.size() - 1);
  private boolean tls;

  PgBouncerOptions(PostgresServer server) {
    this.server = server;
    setting("pool_mode", "transaction");
    poolSize(2);
    // Drivers up to 42.7.3 always send it.
    ignoring("extra_float_digits");
  }

  /** What it is to stand before. */
  public PostgresServer server() {
    return server;
  }

  /** One of {@link PoolerPrograms#PGBOUNCER}, or another that there is. */
  public PgBouncerOptions version(String firstTwoNumbers) {
    version = firstTwoNumbers;
    return this;
  }

  /** A line of its configuration. */
  public PgBouncerOptions setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  public PgBouncerOptions sessionMode() {
    return setting("pool_mode", "session");
  }

  /** Connections to the server, at most. */
  public PgBouncerOptions poolSize(int count) {
    return setting("default_pool_size", Integer.toString(count));
  }

  /** Only from 1.21 on; 0: none are carried. */
  public PgBouncerOptions maxPreparedStatements(int count) {
    return setting("max_prepared_statements", Integer.toString(count));
  }

  /** As versions before 1.21 all are, and later ones can be told to be. */
  public PgBouncerOptions carryingNoPreparedStatements() {
    boolean could = Integer.parseInt(version.substring(version.indexOf('.') + 1)) >= 21;
    return could ? maxPreparedStatements(0) : this;
  }

  /** Names with commas between; by default only what old drivers always send. */
  public PgBouncerOptions ignoring(String startupParameters) {
    return setting("ignore_startup_parameters", startupParameters);
  }

  /** TLS to clients, with a certificate of its own: see {@link PgBouncer#certificate()}. */
  public PgBouncerOptions tls() {
    tls = true;
    return this;
  }

  public PgBouncer start() {
    Path executable = PoolerPrograms.pgBouncer(version)
        .orElseThrow(() -> new IllegalStateException("no PgBouncer " + version));
    Path directory = PoolerProcess.newDirectory("tripmeter-pgbouncer");
    int port = FreePort.choose();
    Path certificate = tls ? Certificate.generate(directory) : null;
    try {
      Files.write(
          directory.resolve("users.txt"),
          List.of("\"" + server.user() + "\" \"" + server.password() + "\""));
      Path configuration = directory.resolve("pgbouncer.ini");
      Files.writeString(configuration, configuration(directory, port));
      List<String> command = List.of(executable.toString(), configuration.toString());
      InetSocketAddress address = new InetSocketAddress(PgBouncer.HOST, port);
      return new PgBouncer(
          server, new PoolerProcess(directory, command, address, "KILL"), port, certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String configuration(Path directory, int port) {
    if (tls) {
      setting("client_tls_sslmode", "allow");
      setting("client_tls_cert_file", directory.resolve("server.crt").toString());
      setting("client_tls_key_file", Certificate.key(directory).toString());
    }
    String own = settings.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + setting.getValue())
        .collect(Collectors.joining("\n"));
    return """
        [databases]
        %1$s = host=%2$s port=%3$d dbname=%1$s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %4$d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %5$s/users.txt
        admin_users = %6$s
        max_client_conn = 200
        query_wait_timeout = 30
        server_login_retry = 1
        %7$s
        """.formatted(
            server.database(), server.host(), server.port(), port, directory, server.user(), own);
  }
}

package io.tripmeter.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL on loopback: Testcontainers' where a Docker engine answers and has the image, else an embedded one; the system
 * property {@code tripmeter.test.postgres} (auto, embedded, testcontainers) decides otherwise. It holds a role and a database
 * {@code app} and wants a password (SCRAM). It ends with {@link #close()}, at the latest with the JVM.
 */
public final class PostgresServer implements AutoCloseable {
  static final String SUPERUSER = "postgres";
  static final String SUPERUSER_PASSWORD = "the-superuser's-own";
  private static final String APP = "app";
  private static final String APP_PASSWORD = "app-password-Zq8w";

  private static final AtomicInteger STARTED = new AtomicInteger();

  private static final class Shared {
    static final PostgresServer SERVER = with().start();
  }

  private final PostgresBackend backend;
  private final Path certificate;
  private final String version;

  PostgresServer(PostgresBackend backend, Path certificate) {
    this.backend = backend;
    this.certificate = certificate;
    STARTED.incrementAndGet();
    execute("postgres", "CREATE ROLE " + APP + " LOGIN PASSWORD '" + APP_PASSWORD + "'");
    execute("postgres", "CREATE DATABASE " + APP + " OWNER " + APP);
    version = value("SHOW server_version");
  }

  private PostgresServer(PostgresServer primary, PostgresBackend backend) {
    this.backend = backend;
    this.certificate = null;
    STARTED.incrementAndGet();
    version = primary.version;
  }

  /** A hot standby, which streams from this one; embedded servers only. This one is stopped and started again for it. */
  public PostgresServer standby() {
    PostgresServer standby = new PostgresServer(
        this, ((PostgresEmbedded) backend).standby(PostgresOptions.temporaryDirectory()));
    System.out.println(standby.description() + " on port " + standby.port());
    return standby;
  }

  /** How many this JVM has started. */
  static int started() {
    return STARTED.get();
  }

  public static PostgresServer start() {
    return with().start();
  }

  public static PostgresOptions with() {
    return new PostgresOptions();
  }

  /** One for the whole JVM, started when first asked for: for tests that leave the server as they found it. Don't close it. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /** Version, where it runs and why there. */
  public String description() {
    return "PostgreSQL " + version + ", " + backend.description();
  }

  public String host() {
    return backend.host();
  }

  public int port() {
    return backend.port();
  }

  public String database() {
    return APP;
  }

  public String user() {
    return APP;
  }

  public String password() {
    return APP_PASSWORD;
  }

  /** Without parameters, user and password. */
  public String url() {
    return url(host(), port(), APP);
  }

  /** The same through a link. */
  public String url(Link link) {
    return url(link.host(), link.port(), APP);
  }

  private static String url(String host, int port, String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** As the application, past any link. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), password());
  }

  /** In the application's database, past any link: for looking at what the application's sessions are like. */
  public Connection superuser() throws SQLException {
    return superuser(APP);
  }

  private Connection superuser(String database) throws SQLException {
    return DriverManager.getConnection(
        url(host(), port(), database), SUPERUSER, SUPERUSER_PASSWORD);
  }

  /** As the superuser, in the application's database. */
  public void execute(String sql) {
    execute(APP, sql);
  }

  private void execute(String database, String sql) {
    try (Connection connection = superuser(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row as text, asked by the superuser; "" for NULL. */
  public String value(String sql) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return Objects.toString(rows.getString(1), "");
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Ends every session of the application, as an administrator does; how many. */
  public int terminateSessions() {
    return Integer.parseInt(
        value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '"
            + APP + "'"));
  }

  /** Sessions of the application. */
  public int sessions() {
    return Integer.parseInt(
        value("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + APP + "'"));
  }

  /** For {@code sslrootcert}; only after {@link PostgresOptions#tls()}. */
  public Path certificate() {
    return Objects.requireNonNull(certificate, "this server has no TLS");
  }

  /** What the server has logged so far. */
  public String log() {
    return backend.log();
  }

  public void stop() {
    backend.stop();
  }

  /** Without a word, as when its machine is lost. */
  public void kill() {
    backend.kill();
  }

  /** After {@link #stop} or {@link #kill}, on the same port; embedded servers only. */
  public void startAgain() {
    backend.start();
  }

  public void restart() {
    stop();
    startAgain();
  }

  @Override
  public void close() {
    backend.close();
  }
}

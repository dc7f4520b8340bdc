package io.tripmeter.testing;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** A PgBouncer on loopback before a {@link PostgresServer}, whose user, password and database it has. Ends with {@link #close()}. */
public final class PgBouncer implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private final PostgresServer server;
  private final PoolerProcess process;
  private final int port;
  private final Path certificate;

  PgBouncer(PostgresServer server, PoolerProcess process, int port, Path certificate) {
    this.server = server;
    this.process = process;
    this.port = port;
    this.certificate = certificate;
  }

  public static PgBouncerOptions before(PostgresServer server) {
    return new PgBouncerOptions(server);
  }

  public String host() {
    return HOST;
  }

  public int port() {
    return port;
  }

  /** Without parameters, user and password. */
  public String url() {
    return url(host(), port);
  }

  /** The same through a link. */
  public String url(Link link) {
    return url(link.host(), link.port());
  }

  /** The same by any name of this machine. */
  public String url(String host, int atPort) {
    return "jdbc:postgresql://" + host + ":" + atPort + "/" + server.database();
  }

  /** For {@code sslrootcert}; only after {@link PgBouncerOptions#tls()}. */
  public Path certificate() {
    return Objects.requireNonNull(certificate, "this PgBouncer has no TLS");
  }

  /**
   * Another client, without anything of ours, past any link. It prepares nothing by name: it is to look at the server's sessions, not
   * to trip over them.
   */
  public Connection anotherClient() throws SQLException {
    return DriverManager.getConnection(
        url() + "?sslmode=disable&preferQueryMode=simple", server.user(), server.password());
  }

  /** What another client, connected only for this, gets for an answer. */
  public String value(String sql) {
    try (Connection connection = anotherClient()) {
      return value(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row as text. */
  public static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** A SHOW command of its admin console ({@code SERVERS}, {@code POOLS}, {@code CLIENTS}), row by row. */
  public List<Map<String, String>> show(String what) {
    try (Connection connection = console();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW " + what)) {
      List<Map<String, String>> all = new ArrayList<>();
      while (rows.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.put(rows.getMetaData().getColumnName(i), rows.getString(i));
        }
        all.add(row);
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException("SHOW " + what, e);
    }
  }

  /** By an older driver: newer ones begin with a SET that the console refuses. */
  private Connection console() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    return ConsoleDriver.INSTANCE.connect(
        "jdbc:postgresql://" + host() + ":" + port
            + "/pgbouncer?sslmode=disable&preferQueryMode=simple",
        properties);
  }

  private static final class ConsoleDriver {
    static final Driver INSTANCE = load();

    private static Driver load() {
      try {
        // Not closed: connections load classes from it as they go.
        @SuppressWarnings("resource")
        URLClassLoader loader = new URLClassLoader(
            new URL[] {Libraries.pgjdbc("42.5.6").toUri().toURL()},
            ClassLoader.getPlatformClassLoader());
        return (Driver)
            loader.loadClass("org.postgresql.Driver").getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException | MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Connections that it has to the server for the application's database. */
  public int serverConnections() {
    return (int) show("SERVERS").stream()
        .filter(row -> server.database().equals(row.get("database")))
        .count();
  }

  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}

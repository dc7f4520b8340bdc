package io.tripmeter.doctor;

import io.tripmeter.config.Settings;
import io.tripmeter.connect.Refusal;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pgjdbc.DriverUrl;
import io.tripmeter.postgres.JdbcUrl;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections, as Tripmeter does or as the driver does alone, and remembers all of them. Any thread. */
final class Opener implements AutoCloseable {
  /** Also the longest that an answer is waited for, in seconds. */
  static final String PATIENCE = "10";

  private static final String NAME = "tripmeter-doctor";

  /** As many as a plan has parameters that could be refused one after the other. */
  private static final int ATTEMPTS = 6;

  private final Driver driver;
  private final String url;
  private final Properties properties = new Properties();
  private final Properties effective;
  private final List<Wire> wires = Collections.synchronizedList(new ArrayList<>());
  private final List<Connection> open = Collections.synchronizedList(new ArrayList<>());

  Opener(Driver driver, String url, @Nullable String user, @Nullable String password)
      throws CannotException {
    this.driver = driver;
    this.url = url;
    if (user != null) {
      properties.setProperty(DriverProperty.USER.key(), user);
    }
    if (password != null) {
      properties.setProperty(DriverProperty.PASSWORD.key(), password);
    }
    effective = effective();
    give(DriverProperty.CONNECT_TIMEOUT, PATIENCE);
    give(DriverProperty.SOCKET_TIMEOUT, PATIENCE);
    give(DriverProperty.APPLICATION_NAME, NAME);
    if (DriverProperty.SOCKET_FACTORY.isIn(effective)) {
      throw new CannotException("the URL has a " + DriverProperty.SOCKET_FACTORY.key()
          + ", whose round trips cannot be counted: name the server itself");
    }
    properties.setProperty(DriverProperty.SOCKET_FACTORY.key(), WireSockets.class.getName());
  }

  private void give(DriverProperty property, String value) {
    if (!property.isIn(effective)) {
      properties.setProperty(property.key(), value);
    }
  }

  private Properties effective() throws CannotException {
    try {
      Properties all = DriverUrl.effective(driver, url, properties);
      if (all != null) {
        return all;
      }
    } catch (ReflectiveOperationException | RuntimeException refused) {
      // As if it did not know the URL.
    }
    throw new CannotException(
        "the driver does not accept this URL: give jdbc:postgresql://host:port/database");
  }

  /** What the driver makes of the URL that was given; not to be changed. */
  Properties asked() {
    return effective;
  }

  /** How Tripmeter would open a connection, by what is known of the endpoint now. */
  StartupPlan plan(Settings settings) throws CannotException {
    try {
      Properties all = DriverUrl.effective(driver, url, properties);
      return StartupPlan.of(settings, all == null ? effective : all, null, false, true);
    } catch (ReflectiveOperationException unknown) {
      throw new CannotException("this version of the driver is not known to Tripmeter");
    }
  }

  /** Refused parameters of ours are left out, as Tripmeter does. */
  Opened planned(StartupPlan plan) throws SQLException {
    StartupPlan by = plan;
    for (int attempt = 1; ; attempt++) {
      try {
        return open(by.url(url), by.properties(properties));
      } catch (SQLException refused) {
        if (attempt == ATTEMPTS || !Refusal.isOurs(refused, by)) {
          throw refused;
        }
        by = by.renewed();
      }
    }
  }

  /** As an application's driver does. */
  Opened alone() throws SQLException {
    return open(url, properties);
  }

  /** The same with one or two things of the URL changed. */
  Opened alone(Properties changed) throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    all.putAll(changed);
    return open(JdbcUrl.without(url, changed.stringPropertyNames()), all);
  }

  private Opened open(String at, Properties by) throws SQLException {
    Wire wire = new Wire();
    wires.add(wire);
    WireSockets.WIRE.set(wire);
    long before = System.nanoTime();
    try {
      Connection connection = driver.connect(at, by);
      if (connection == null) {
        throw new SQLException("the driver does not accept this URL");
      }
      open.add(connection);
      return new Opened(connection, wire, System.nanoTime() - before);
    } finally {
      WireSockets.WIRE.remove();
    }
  }

  void close(Opened opened) {
    open.remove(opened.connection());
    close(opened.connection());
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException closed) {
      // It is gone, one way or another.
    }
  }

  /** What the other side said first on the last connect. */
  String firstWords() {
    return wires.isEmpty() ? "" : wires.get(wires.size() - 1).firstWords();
  }

  /** Whether the last connect has asked for TLS and was told that there is none. */
  boolean wasRefusedTls() {
    return !wires.isEmpty() && wires.get(wires.size() - 1).refusesTls();
  }

  /** Sockets that were connected. */
  int connections() {
    int count = 0;
    for (Wire wire : new ArrayList<>(wires)) {
      for (Wire.Trip trip : wire.trips()) {
        count += trip.phase == Wire.Phase.TCP ? 1 : 0;
      }
    }
    return count;
  }

  /** All round trips, without TCP's own. */
  int trips() {
    int count = 0;
    for (Wire wire : new ArrayList<>(wires)) {
      count += wire.count();
    }
    return count - connections();
  }

  @Override
  public void close() {
    for (Connection each : new ArrayList<>(open)) {
      close(each);
    }
  }
}

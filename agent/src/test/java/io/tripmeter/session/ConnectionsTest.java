package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.pool.FakePool;
import io.tripmeter.signals.metrics.Telemetry;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a connection when something of ours fails after it was opened: the driver opens another, this one is closed. */
public final class ConnectionsTest {
  private static final String URL = "jdbc:postgresql://db.example/app";

  private final List<Connection> opened = new ArrayList<>();
  private final CapturedLog log = CapturedLog.start();

  @AfterEach
  void stop() {
    log.close();
  }

  /** As much of pgjdbc's as is asked for before a connection is open. */
  public final class FakeDriver implements Driver {
    public Properties parseURL(String url, Properties defaults) {
      Properties parsed = new Properties(defaults);
      parsed.setProperty("PGHOST", "db.example");
      parsed.setProperty("PGPORT", "5432");
      parsed.setProperty("PGDBNAME", "app");
      return parsed;
    }

    @Override
    public Connection connect(String url, Properties info) {
      Connection connection = FakePool.connection();
      opened.add(connection);
      return connection;
    }

    @Override
    public boolean acceptsURL(String url) {
      return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 42;
    }

    @Override
    public int getMinorVersion() {
      return 7;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }

  /** Connections of no pool. */
  private static class Owners implements ConnectionOwners {
    private final Settings settings = Configuration.ofArguments("");

    @Override
    public Settings settings(PoolStats pool) {
      return settings;
    }

    @Override
    public String initSql(PoolStats pool) {
      return null;
    }

    @Override
    public Connection ready(Driver driver, String url, Properties info, PoolStats pool) {
      return null;
    }

    @Override
    public Connection inPlaceOfRefused() {
      return null;
    }

    @Override
    public ConnectGate gate(PoolStats pool) {
      return null;
    }

    @Override
    public boolean probes(PoolStats pool) {
      return false;
    }

    @Override
    public boolean isForMigration(PoolStats pool) {
      return false;
    }

    @Override
    public Object admitted(Connection connection, PoolStats pool) {
      return connection;
    }

    @Override
    public void unasked(PoolStats pool, Endpoint endpoint) {}

    @Override
    public void planned(PoolStats pool, StartupPlan plan) {}
  }

  private Object open(ConnectionOwners owners) {
    EndpointSelection selection =
        new EndpointSelection(new Telemetry(Runnable::run).counters().endpointSwitches());
    return new Connections(owners, selection).open(new FakeDriver(), URL, new Properties());
  }

  @Test
  void oneThatIsOpenIsHandedOut() {
    assertSame(open(new Owners()), opened.get(0));
  }

  private void assertAnotherIsOpened(ConnectionOwners owners) throws SQLException {
    assertNull(open(owners));
    assertEquals(1, opened.size());
    assertTrue(opened.get(0).isClosed());
  }

  @Test
  void oneThatCouldNotBePreparedIsClosed() throws SQLException {
    assertAnotherIsOpened(new Owners() {
      @Override
      public void planned(PoolStats pool, StartupPlan plan) {
        throw new IllegalStateException("ours");
      }
    });
  }

  @Test
  void oneOfWhichItCannotBeToldWhetherItIsAdmittedIsClosed() throws SQLException {
    assertAnotherIsOpened(new Owners() {
      @Override
      public Object admitted(Connection connection, PoolStats pool) {
        throw new IllegalStateException("ours");
      }
    });
  }
}

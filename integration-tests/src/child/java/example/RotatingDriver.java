package example;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** A driver around the driver that gives each connection a user and a password of its own, as short-lived credentials are. */
public final class RotatingDriver implements Driver {
  private static final String PREFIX = "jdbc:rotating:";
  private static final AtomicInteger NEXT = new AtomicInteger();

  static {
    try {
      DriverManager.registerDriver(new RotatingDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    int number = NEXT.getAndIncrement();
    Properties own = new Properties();
    own.setProperty("user", "rotating_" + number);
    own.setProperty("password", "secret-" + number);
    return DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), own);
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
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

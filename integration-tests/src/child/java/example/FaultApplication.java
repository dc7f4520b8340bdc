package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.concurrent.Callable;

/** A web application's life: a pool is opened, used in a request and closed, the driver is deregistered. */
public final class FaultApplication implements Callable<String> {
  private final HikariConfig config = new HikariConfig();

  public FaultApplication(String url, String user, String password) {
    config.setPoolName("application");
    config.setJdbcUrl(url);
    config.setDriverClassName("org.postgresql.Driver");
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(3);
  }

  @Override
  public String call() throws Exception {
    try (HikariDataSource pool = new HikariDataSource(config)) {
      String answer = use(pool);
      if (getClass().getClassLoader().getResource("org/eclipse/jetty/server/Server.class")
          != null) {
        answer += FaultServlets.serve(pool);
      }
      return answer;
    } finally {
      failToCreate();
      for (Driver driver : Collections.list(DriverManager.getDrivers())) {
        DriverManager.deregisterDriver(driver);
      }
    }
  }

  /** The last that this thread does with the pool's classes. */
  private static void failToCreate() {
    HikariConfig wrong = new HikariConfig();
    wrong.setDataSourceClassName("org.postgresql.ds.PGSimpleDataSource");
    wrong.addDataSourceProperty("noSuchProperty", "1");
    try (HikariDataSource pool = new HikariDataSource(wrong)) {
      throw new AssertionError("created " + pool);
    } catch (RuntimeException asItShould) {
      System.out.println("not created: " + asItShould.getMessage());
    }
  }

  static String use(HikariDataSource pool) throws SQLException {
    String last = "";
    for (int i = 0; i < 20; i++) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT 42, pg_sleep(0.005)")) {
        rows.next();
        last = rows.getString(1);
      }
    }
    return last;
  }
}

package io.tripmeter.sample;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;

/** Starts the service: migrate, open the pool, listen. */
final class SampleApp implements AutoCloseable {
  private final HikariDataSource pool;
  private final WebServer web;

  private SampleApp(HikariDataSource pool, WebServer web) {
    this.pool = pool;
    this.web = web;
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings;
    try {
      settings = Settings.fromOutside();
    } catch (IllegalArgumentException e) {
      System.err.println("sample-app: " + e.getMessage());
      System.exit(2);
      return;
    }
    SampleApp app = start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(app::close, "sample-app-stop"));
    System.out.println("sample-app listening on " + app.address());
  }

  static SampleApp start(Settings settings) throws Exception {
    if (settings.migrate()) {
      migrate(settings);
    }
    HikariDataSource pool = ConnectionPool.open(settings);
    try {
      return new SampleApp(pool, WebServer.start(settings.port(), pool));
    } catch (Exception e) {
      pool.close();
      throw e;
    }
  }

  /** Uses a connection of its own, because the pool does not exist yet and may have fewer privileges. */
  private static void migrate(Settings settings) {
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  String address() {
    return web.address();
  }

  HikariDataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    web.stop();
    pool.close();
  }
}

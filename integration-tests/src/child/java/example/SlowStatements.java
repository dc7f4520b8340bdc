package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;

/** Thirty statements that are all slow and all different, then the end. Arguments: URL, user, password, whether stderr hangs then. */
final class SlowStatements {
  private SlowStatements() {}

  public static void main(String[] arguments) throws Exception {
    if (Boolean.parseBoolean(arguments[3])) {
      System.setErr(new PrintStream(new Hanging(), true));
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("main");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      // What watches statements is there before the first line of it.
      System.out.println("ready");
      System.in.read();
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        for (int i = 0; i < 30; i++) {
          statement.execute(
              "SELECT pg_sleep(0.03) AS slow_" + (char) ('a' + i % 26) + i / 26 + "x");
        }
      }
    }
    System.out.println("done");
    System.exit(0);
  }

  /** A console that takes nothing more once a slow query is written to it. */
  private static final class Hanging extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
      System.out.print(text);
      while (text.contains("slow query")) {
        LockSupport.park();
      }
    }
  }
}

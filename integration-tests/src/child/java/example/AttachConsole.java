package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Does with a database what it is told: {@code <number> <command> <rest>}, answered by {@code <number>: <answer>}. Arguments: URL, user,
 * password. Further settings of its pools are system properties {@code hikari.<setting>}.
 */
final class AttachConsole {
  private final Map<String, HikariDataSource> pools = new LinkedHashMap<>();
  private final String[] arguments;
  private FaultLoad load;

  private AttachConsole(String[] arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println("console ready");
    AttachConsole console = new AttachConsole(arguments);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split(" ", 3);
      System.out.println(
          parts[0] + ": " + console.answer(parts[1], parts.length > 2 ? parts[2] : ""));
    }
  }

  private String answer(String command, String rest) {
    try {
      switch (command) {
        case "pool":
          return open(rest.split(" ")[0], Integer.parseInt(rest.split(" ")[1]));
        case "query":
          return query(rest.substring(0, rest.indexOf(' ')), rest.substring(rest.indexOf(' ') + 1));
        case "close":
          pools.remove(rest).close();
          return "closed";
        case "load":
          load = new FaultLoad(pools.get(rest));
          return "started";
        case "loaded":
          return load.toString();
        case "unload":
          return load.stop();
        case "churn":
          return churn(Integer.parseInt(rest));
        case "loader":
          ClassLoader loader = Class.forName(rest).getClassLoader();
          return loader == null ? "bootstrap" : loader.toString();
        case "threads":
          return AttachThreads.ofTripmeter().toString();
        case "beans":
          return AttachBeans.all();
        case "invoke":
          return AttachBeans.invoke(rest);
        case "break":
          return FaultHooks.breakAll(rest);
        case "exit":
          System.exit(Integer.parseInt(rest));
          return "unreachable";
        default:
          return "unknown command " + command;
      }
    } catch (SQLException e) {
      return "failed " + e.getSQLState() + " " + e.getClass().getSimpleName();
    } catch (Exception e) {
      return "failed " + e;
    }
  }

  private String open(String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(Long.getLong("hikari.connectionTimeout", 5_000));
    config.setValidationTimeout(1_000);
    config.setInitializationFailTimeout(Long.getLong("hikari.initializationFailTimeout", 1));
    config.setConnectionInitSql(System.getProperty("hikari.connectionInitSql"));
    pools.put(name, new HikariDataSource(config));
    return "open";
  }

  private String query(String pool, String sql) throws SQLException {
    try (Connection connection = pools.get(pool).getConnection();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return statement.getUpdateCount() + " rows";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
      }
    }
  }

  /** Pools that come and go, one after the other. */
  private String churn(int times) throws SQLException {
    for (int i = 0; i < times; i++) {
      open("churn-" + i, 1);
      query("churn-" + i, "SELECT 1");
      pools.remove("churn-" + i).close();
    }
    return "churned";
  }
}

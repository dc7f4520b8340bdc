package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** What the console can do with pools. */
final class PoolCommands {
  private static final Map<String, DataSource> POOLS = new ConcurrentHashMap<>();
  private static final Map<String, List<Connection>> HELD = new ConcurrentHashMap<>();
  private static final List<String> SETTINGS = Arrays.asList(
      "MaximumPoolSize",
      "MinimumIdle",
      "MaxLifetime",
      "IdleTimeout",
      "KeepaliveTime",
      "ConnectionTimeout");

  private PoolCommands() {}

  /** A name, how (constructor, lazily, properties, without-metrics; agroal; tomcat; c3p0; dbcp; druid; vibur; ucp), and the product's properties as name=value. */
  static String create(String[] arguments) throws Exception {
    Properties properties = new Properties();
    for (String argument : Arrays.asList(arguments).subList(2, arguments.length)) {
      int equals = argument.indexOf('=');
      properties.setProperty(argument.substring(0, equals), argument.substring(equals + 1));
    }
    POOLS.put(arguments[0], create(arguments[0], arguments[1], properties));
    return "created";
  }

  /** How often, then as {@link #create}, "%d" in the name is the number: creates a pool, asks it and closes it. */
  static String churn(String[] arguments) throws Exception {
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      String[] pool = Arrays.copyOfRange(arguments, 1, arguments.length);
      pool[0] = pool[0].replace("%d", Integer.toString(i));
      create(pool);
      ask(new String[] {pool[0], "SELECT 1"});
      close(pool);
      POOLS.remove(pool[0]);
    }
    return "churned";
  }

  /** In bytes, of what is in use. */
  static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static DataSource create(String name, String how, Properties properties)
      throws Exception {
    if (how.equals("agroal")) {
      return AgroalPools.create(properties);
    }
    if (how.equals("tomcat")) {
      return TomcatPools.create(properties);
    }
    if (how.equals("c3p0")) {
      return C3p0Pools.create(properties);
    }
    if (how.equals("dbcp")) {
      return DbcpPools.create(properties);
    }
    if (how.equals("vibur")) {
      return ViburPools.create(properties);
    }
    if (how.equals("ucp")) {
      return UcpPools.create(properties);
    }
    if (how.equals("druid")) {
      return DruidPools.create(properties);
    }
    properties.putIfAbsent("poolName", name);
    switch (how) {
      case "properties":
        return new HikariDataSource(new HikariConfig(properties));
      case "lazily":
        HikariDataSource source = new HikariDataSource();
        new HikariConfig(properties).copyStateTo(source);
        return source;
      case "constructor":
        HikariConfig config = new HikariConfig();
        new HikariConfig(properties).copyStateTo(config);
        return new HikariDataSource(config);
      case "shaded":
        return shaded(properties);
      case "without-metrics":
        HikariConfig broken = new HikariConfig();
        new HikariConfig(properties).copyStateTo(broken);
        broken.setMetricsTrackerFactory((pool, stats) -> {
          throw new IllegalStateException("no metrics");
        });
        return new HikariDataSource(broken);
      default:
        throw new IllegalArgumentException(how);
    }
  }

  /** A HikariCP of another package, given as "package", that this program is not compiled against. */
  private static DataSource shaded(Properties properties) throws Exception {
    String name = (String) properties.remove("package");
    Class<?> config = Class.forName(name + ".HikariConfig");
    return (DataSource) Class.forName(name + ".HikariDataSource")
        .getConstructor(config)
        .newInstance(config.getConstructor(Properties.class).newInstance(properties));
  }

  static DataSource pool(String name) {
    return POOLS.get(name);
  }

  static String settings(String[] arguments) throws Exception {
    DataSource pool = pool(arguments[0]);
    if (TomcatPools.isOne(pool)) {
      return TomcatPools.settings(pool);
    }
    if (C3p0Pools.isOne(pool)) {
      return C3p0Pools.settings(pool);
    }
    if (DbcpPools.isOne(pool)) {
      return DbcpPools.settings(pool);
    }
    if (ViburPools.isOne(pool)) {
      return ViburPools.settings(pool);
    }
    if (UcpPools.isOne(pool)) {
      return UcpPools.settings(pool);
    }
    if (DruidPools.isOne(pool)) {
      return DruidPools.settings(pool);
    }
    if (!(pool instanceof HikariDataSource)) {
      return AgroalPools.settings(pool);
    }
    StringBuilder all = new StringBuilder();
    for (String setting : SETTINGS) {
      all.append(all.length() == 0 ? "" : " ")
          .append(setting)
          .append('=')
          .append(read((HikariDataSource) pool, setting));
    }
    return all.toString();
  }

  /** By reflection: not every version has every setting. */
  private static Object read(HikariDataSource pool, String setting) throws Exception {
    try {
      Method getter = HikariConfig.class.getMethod("get" + setting);
      return getter.invoke(pool);
    } catch (NoSuchMethodException | InvocationTargetException none) {
      return "none";
    }
  }

  static String close(String[] arguments) throws Exception {
    DataSource pool = pool(arguments[0]);
    if (TomcatPools.isOne(pool)) {
      TomcatPools.close(pool);
    } else if (C3p0Pools.isOne(pool)) {
      C3p0Pools.close(pool);
    } else if (DbcpPools.isOne(pool)) {
      DbcpPools.close(pool);
    } else if (UcpPools.isOne(pool)) {
      UcpPools.close(pool);
    } else if (DruidPools.isOne(pool)) {
      DruidPools.close(pool);
    } else {
      ((AutoCloseable) pool).close();
    }
    return "closed";
  }

  static String restart(String[] arguments) throws Exception {
    DruidPools.restart(pool(arguments[0]));
    return "restarted";
  }

  static String askPooled(String[] arguments) throws SQLException {
    return DruidPools.askPooled(pool(arguments[0]), arguments[1]);
  }

  static String ask(String[] arguments) throws SQLException {
    try (Connection connection = pool(arguments[0]).getConnection()) {
      return ask(connection, arguments[1]);
    }
  }

  static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "done";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "no row";
      }
    }
  }

  /** The same question on this many connections at once. */
  static String askAll(String[] arguments) throws SQLException {
    hold(arguments);
    try {
      List<String> answers = new ArrayList<>();
      for (Connection connection : HELD.get(arguments[0])) {
        answers.add(ask(connection, arguments[2]));
      }
      return String.join(", ", answers);
    } finally {
      release(arguments);
    }
  }

  /** The question, with the number of the time as its value, this many times from one prepared statement. */
  static String askPrepared(String[] arguments) throws SQLException {
    try (Connection connection = pool(arguments[0]).getConnection()) {
      Sql.repeat(connection, arguments[2], 5, Integer.parseInt(arguments[1]));
      return "asked";
    }
  }

  /** All statements in one transaction. */
  static String transaction(String[] arguments) throws SQLException {
    try (Connection connection = pool(arguments[0]).getConnection()) {
      connection.setAutoCommit(false);
      for (String sql : Arrays.asList(arguments).subList(1, arguments.length)) {
        Sql.run(connection, sql);
      }
      connection.commit();
      return "committed";
    }
  }

  static String schema(String[] arguments) throws SQLException {
    try (Connection connection = pool(arguments[0]).getConnection()) {
      connection.setSchema(arguments[1]);
      return connection.getSchema();
    }
  }

  static String valid(String[] arguments) throws SQLException {
    try (Connection connection = pool(arguments[0]).getConnection()) {
      return Boolean.toString(connection.isValid(5));
    }
  }

  static String hold(String[] arguments) throws SQLException {
    List<Connection> held = HELD.computeIfAbsent(arguments[0], name -> new ArrayList<>());
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      held.add(pool(arguments[0]).getConnection());
    }
    return "held";
  }

  static String release(String[] arguments) throws SQLException {
    for (Connection connection : HELD.remove(arguments[0])) {
      connection.close();
    }
    return "released";
  }
}

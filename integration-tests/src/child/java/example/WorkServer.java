package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Does each kind of work when its path is asked for, on the JDK's HTTP server; the answer is "done", or what went wrong. Arguments: URL,
 * user, password, the kind of the pools as {@link PoolCommands} has it, and their settings, with %d for the size.
 */
final class WorkServer {
  private static String url;
  private static String user;
  private static String password;
  private static List<String> settings;

  private WorkServer() {}

  public static void main(String[] arguments) throws Exception {
    url = arguments[0];
    user = arguments[1];
    password = arguments[2];
    settings = Arrays.asList(arguments).subList(3, arguments.length);
    DataSource main = pool("main", 3, "");
    DataSource simple = pool("simple", 1, "&preferQueryMode=simple");
    DataSource always = pool("always", 1, "&readOnlyMode=always");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    for (Map.Entry<String, Work> work : all().entrySet()) {
      DataSource pool = work.getKey().equals("simple-query-mode")
          ? simple
          : work.getKey().equals("read-only-always") ? always : main;
      server.createContext(
          "/" + work.getKey(), exchange -> answer(exchange, work.getValue(), pool));
    }
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static Map<String, Work> all() {
    Map<String, Work> all = new LinkedHashMap<>();
    TransactionWork.addTo(all);
    SessionWork.addTo(all);
    StatementWork.addTo(all);
    BatchWork.addTo(all);
    CatalogWork.addTo(all);
    StreamWork.addTo(all);
    ParallelWork.addTo(all);
    return all;
  }

  /** Or as the data source around it, which the system property {@code work.around} names. */
  private static DataSource pool(String name, int size, String parameters) throws Exception {
    List<String> command = new ArrayList<>(Arrays.asList(name, settings.get(0)));
    command.add("jdbcUrl=" + url + parameters);
    command.add("username=" + user);
    command.add("password=" + password);
    for (String setting : settings.subList(1, settings.size())) {
      command.add(setting.replace("%d", Integer.toString(size)));
    }
    PoolCommands.create(command.toArray(new String[0]));
    DataSource pool = PoolCommands.pool(name);
    String around = System.getProperty("work.around");
    return around == null
        ? pool
        : (DataSource) Class.forName(around).getConstructor(DataSource.class).newInstance(pool);
  }

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  private static void answer(HttpExchange exchange, Work work, DataSource pool) throws IOException {
    String answer;
    try {
      work.with(pool);
      answer = "done";
    } catch (SQLFeatureNotSupportedException byThisPool) {
      // Druid before 1.2 has no schemas: nothing was asked, and nothing may be counted.
      answer = "done";
    } catch (Exception e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      answer = trace.toString();
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

package example;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * A shop with two pools, of which that for reports is too small, and a list of orders that asks for each order's lines. Arguments: URL, user,
 * password, and what is added to the names of pools, routes, columns and a class.
 */
final class PageShop {
  private final String mark;

  private PageShop(String mark) {
    this.mark = mark;
  }

  public static void main(String[] arguments) throws Exception {
    PageShop shop = new PageShop(arguments.length > 3 ? arguments[3] : "");
    HikariDataSource main = shop.pool(arguments, "shop", 8);
    fill(main);
    HikariDataSource reports = shop.pool(arguments, "reports", 1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    shop.serve(server, "/products", main, shop::products);
    shop.serve(server, "/orders", main, shop::orders);
    shop.serve(server, "/checkout", main, shop::checkout);
    shop.serve(server, "/reports/daily", reports, shop::report);
    BiConsumer<Connection, String> odd = OddlyNamed.named(shop.mark);
    shop.serve(server, "/odd", main, connection -> odd.accept(connection, "odd" + shop.mark));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private HikariDataSource pool(String[] arguments, String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name + mark);
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  private static void fill(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Sql.run(connection, "drop schema if exists shop cascade");
      Sql.run(connection, "create schema shop");
      Sql.run(
          connection,
          "create table shop.orders as select id, now() as created from generate_series(1, 12) id");
      Sql.run(
          connection,
          "create table shop.line as select id, id % 12 + 1 as order_id, 'bolt' as product from generate_series(1, 48) id");
    }
  }

  private void serve(HttpServer server, String path, HikariDataSource pool, PoolHandler.Work work) {
    server.createContext(path + mark.replace(' ', '/'), new PoolHandler(pool, work));
  }

  private void products(Connection connection) throws SQLException {
    select(
        connection,
        "select distinct product as " + column("product") + " from shop.line where id > ?",
        4);
  }

  private void orders(Connection connection) throws SQLException {
    for (int id : select(
        connection,
        "select id from shop.orders where id > ? order by created desc, id limit 8",
        0)) {
      select(connection, "select id, product from shop.line where order_id = ?", id);
    }
  }

  private void checkout(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    int order =
        select(connection, "select max(id) from shop.orders where id > ?", 0).get(0);
    Sql.run(connection, "update shop.orders set created = now() where id = " + order);
    select(connection, "select count(*) from shop.line where order_id = ?", order);
    connection.commit();
  }

  private void report(Connection connection) throws SQLException {
    select(connection, "select count(*) from shop.line cross join pg_sleep(0.25) where id > ?", 0);
  }

  private String column(String name) {
    return '"' + name + mark.replace("\"", "\"\"") + '"';
  }

  /** The first column, where it is a number. */
  private static List<Integer> select(Connection connection, String sql, int parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, parameter);
      List<Integer> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Object value = rows.getObject(1);
          found.add(value instanceof Number ? ((Number) value).intValue() : 0);
        }
      }
      return found;
    }
  }
}

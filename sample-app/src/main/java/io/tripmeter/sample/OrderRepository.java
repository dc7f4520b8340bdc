package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Stores orders, in the transaction of the caller. */
final class OrderRepository {
  private static final String INSERT_ITEM =
      "insert into order_item (order_id, line, product, quantity, unit_price_cents) values (?, ?, ?, ?, ?)";

  private final Connection connection;

  OrderRepository(Connection connection) {
    this.connection = connection;
  }

  long add(User user) throws SQLException {
    String sql = "insert into purchase_order (user_id) values (?) returning id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, user.id());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong("id");
      }
    }
  }

  /** One statement, and so one round trip, for each item. */
  void addOneByOne(long orderId, List<OrderItem> items) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ITEM)) {
      for (int i = 0; i < items.size(); i++) {
        bind(statement, orderId, i + 1, items.get(i));
        statement.executeUpdate();
      }
    }
  }

  /** All items in one JDBC batch. */
  void addAtOnce(long orderId, List<OrderItem> items) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ITEM)) {
      for (int i = 0; i < items.size(); i++) {
        bind(statement, orderId, i + 1, items.get(i));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, long orderId, int line, OrderItem item)
      throws SQLException {
    statement.setLong(1, orderId);
    statement.setInt(2, line);
    statement.setString(3, item.product());
    statement.setInt(4, item.quantity());
    statement.setInt(5, item.unitPriceCents());
  }
}

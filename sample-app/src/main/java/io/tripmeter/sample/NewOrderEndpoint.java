package io.tripmeter.sample;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Orders supplies. The order and its items are stored in one transaction, the items in one of two styles. */
final class NewOrderEndpoint implements Endpoint {
  private static final List<String> STYLES = List.of("loop", "batch");
  private static final int MOST_ITEMS = 1000;

  private final DataSource pool;

  NewOrderEndpoint(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Answer answer(Call call) throws SQLException, IOException {
    BearerToken token = call.token();
    // The body is read first: when a parameter is read, a servlet container may parse the body as a
    // form, which is the content type that curl -d sends.
    List<OrderItem> items = items(call.body(NewOrder.class));
    String style = call.style(STYLES);
    try (Connection connection = pool.getConnection()) {
      User user = new UserRepository(connection).authenticated(token);
      long id = Transaction.in(connection, () -> store(connection, user, items, style));
      long totalCents = items.stream().mapToLong(OrderItem::priceCents).sum();
      return Answer.created(new Placed(id, items.size(), totalCents));
    }
  }

  private static long store(Connection connection, User user, List<OrderItem> items, String style)
      throws SQLException {
    OrderRepository orders = new OrderRepository(connection);
    long id = orders.add(user);
    if (style.equals("batch")) {
      orders.addAtOnce(id, items);
    } else {
      orders.addOneByOne(id, items);
    }
    return id;
  }

  private static List<OrderItem> items(NewOrder order) {
    List<@Nullable OrderItem> items = order.items();
    if (items == null || items.isEmpty() || items.size() > MOST_ITEMS) {
      throw HttpError.badRequest("items must be a list of 1 to " + MOST_ITEMS);
    }
    if (!items.stream().allMatch(item -> item != null && item.isComplete())) {
      throw HttpError.badRequest(
          "an item needs a product, a quantity above 0 and unitPriceCents of 0 or more");
    }
    return List.copyOf(items);
  }

  private record NewOrder(@Nullable List<@Nullable OrderItem> items) {}

  private record Placed(long id, int items, long totalCents) {}
}

package io.tripmeter.sample;

import static io.tripmeter.sample.RunningApp.DEMO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.sample.RunningApp.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrdersTest {
  private static RunningApp app;

  @BeforeAll
  static void start() throws Exception {
    app = RunningApp.start(2);
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop", "batch"})
  void anOrderIsStoredOnceWithAllItsItems(String style) throws Exception {
    long before = app.number("select count(*) from purchase_order");

    Reply reply = app.post("/api/orders?style=" + style, DEMO, order(20));

    assertEquals(201, reply.status());
    assertEquals(20, reply.get("items").getAsInt());
    assertEquals(21_000, reply.get("totalCents").getAsInt());
    assertEquals(before + 1, app.number("select count(*) from purchase_order"));
    String stored = "from order_item where order_id = " + reply.get("id").getAsLong();
    assertEquals(20, app.number("select count(*) " + stored));
    assertEquals(21_000, app.number("select sum(quantity * unit_price_cents) " + stored));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"items\":[]}",
        "{\"items\":[null]}",
        "{\"items\":7}",
        "{\"items\":[{\"product\":\"Nails\",\"quantity\":0,\"unitPriceCents\":1}]}",
        "{\"items\":[{\"product\":\"Nails\\u0000\",\"quantity\":1,\"unitPriceCents\":1}]}"
      })
  void aBadOrderIsRefusedAndNothingStored(String body) throws Exception {
    long before = app.number("select count(*) from purchase_order");

    assertEquals(400, app.post("/api/orders?style=loop", DEMO, body).status());
    assertEquals(400, app.post("/api/orders?style=batch", DEMO, body).status());

    assertEquals(before, app.number("select count(*) from purchase_order"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop", "batch"})
  void anOrderIsReadWhateverItsContentType(String style) throws Exception {
    assertEquals(
        201,
        app.postLabelledAsForm("/api/orders?style=" + style, DEMO, order(2)).status());
  }

  private static String order(int items) {
    return IntStream.rangeClosed(1, items)
        .mapToObj(
            i -> "{\"product\":\"Part " + i + "\",\"quantity\":" + i + ",\"unitPriceCents\":100}")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }
}

package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacesTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "jdbc:postgresql://db.example.com/orders -> db.example.com/orders db.example.com:5432/orders",
        "jdbc:postgresql://DB.example.com:5433/Orders?a=b/c -> db.example.com/Orders db.example.com:5433/Orders",
        "jdbc:postgresql://[::1]:5433/orders -> [::1]/orders [::1]:5433/orders",
        "jdbc:postgresql://[::1]/orders -> [::1]/orders [::1]:5432/orders",
        "jdbc:postgresql://a:1,b:2/orders -> a:1,b:2/orders",
        "jdbc:postgresql:orders -> localhost/orders localhost:5432/orders",
        "jdbc:postgresql:/orders -> localhost/orders localhost:5432/orders",
        "jdbc:postgresql:///orders -> localhost/orders localhost:5432/orders",
        "jdbc:postgresql://a/my%20orders -> a/my orders a:5432/my orders",
        "jdbc:p6spy:postgresql://a/orders -> a/orders a:5432/orders",
        "jdbc:postgresql://a/ -> ''",
        "jdbc:postgresql://a -> ''",
        "jdbc:postgresql: -> ''",
        "jdbc:mysql://a/orders -> ''",
        "db.example.com:5432 -> ''",
      })
  void areReadFromTheUrl(String url, String places) {
    assertEquals(places, String.join(" ", List.of(Places.of(url))));
  }
}

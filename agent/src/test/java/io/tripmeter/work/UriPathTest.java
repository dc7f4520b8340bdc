package io.tripmeter.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class UriPathTest {
  @Test
  void aPathHasNeitherQueryNorParametersNorHost() {
    assertEquals("/orders/7", UriPath.of("/orders/7?x=1"));
    assertEquals("/orders/7", UriPath.of("/orders/7;session=1?x=1"));
    assertEquals("/orders", UriPath.of("http://shop:80/orders?x=1"));
    assertEquals("/", UriPath.of("http://shop"));
    assertEquals("*", UriPath.of("*"));
  }
}

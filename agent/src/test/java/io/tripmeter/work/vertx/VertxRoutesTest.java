package io.tripmeter.work.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class VertxRoutesTest {
  @Test
  void aRouteIsItsRoutersMountPointAndItsPath() {
    assertEquals("/shop/items/:id", VertxRoutes.joined("/shop/", "/items/:id"));
    assertEquals("/shop/items/:id", VertxRoutes.joined("/shop", "items/:id"));
    assertEquals("/items", VertxRoutes.joined("", "/items"));
    assertEquals("/shop", VertxRoutes.joined("/shop", ""));
    assertEquals("/", VertxRoutes.joined("", ""));
  }
}

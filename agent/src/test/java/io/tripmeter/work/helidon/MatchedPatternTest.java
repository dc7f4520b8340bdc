package io.tripmeter.work.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MatchedPatternTest {
  private final ServicePatterns services = new ServicePatterns();

  @Test
  void thePatternOfAHandlerInNoServiceIsTheRoute() {
    assertEquals("/orders/{id}", route("/orders/{id}", "/orders/4711", "/orders/4711", "id"));
    assertEquals("/files/{+path}", route("/files/{+path}", "/files/a/b", "/files/a/b", "path"));
    assertEquals("/null", route("/null", "/null", "/null"));
  }

  @Test
  void aServicesPatternStandsWhereTheValueWas() {
    services.add("/shops/{shop}");
    assertEquals("/shops/{shop}/all", route("/shops/47/all", "/shops/47/all", "/all", "shop"));
    assertEquals("/shops/{shop}", route("/shops/47null", "/shops/47", "/", "shop"));
    assertEquals("/shops/{shop}/null", route("/shops/47/null", "/shops/47/null", "/null", "shop"));
  }

  @Test
  void aServiceMayNameItsParameterAsItsHandlerDoes() {
    services.add("/users/{id}");
    assertEquals(
        "/users/{id}/orders/{id}",
        route("/users/alice/orders/{id}", "/users/alice/orders/7", "/orders/7", "id"));
  }

  @Test
  void whatHasNoNameIsInNoRouteEither() {
    services.add("/t/{}");
    services.add("/w/*");
    services.add("/r/{:\\d+}");
    assertEquals("/t/{}/all", route("/t/alice/all", "/t/alice/all", "/all"));
    assertEquals("/w/*/all", route("/w/alice/all", "/w/alice/all", "/all"));
    assertEquals("/r/{:\\d+}/all", route("/r/4711/all", "/r/4711/all", "/all"));
  }

  @Test
  void aServiceMayBeInAService() {
    services.add("shops/{shop}/");
    services.add("/items");
    assertEquals(
        "/shops/{shop}/items/{item}",
        route("/shops/47/items/{item}", "/shops/47/items/11", "/11", "shop", "item"));
  }

  @Test
  void ofTwoServicesTheOneWithTheParametersIsTheRoute() {
    services.add("/users/me");
    services.add("/users/{id}");
    assertEquals("/users/{id}/all", route("/users/me/all", "/users/me/all", "/all", "id"));
    assertNull(route("/users/me/all", "/users/me/all", "/all"));
  }

  @Test
  void aServiceWhosePatternIsNotUnderstoodMakesTheRouteUnknown() {
    services.add("/shops/{a}-{b}");
    services.add("/shops/x*");
    services.add("/files/{+path}/raw");
    assertNull(route("/shops/a-b/all", "/shops/a-b/all", "/all", "a", "b"));
    assertNull(route("/shops/xa/all", "/shops/xa/all", "/all"));
    assertNull(route("/files/a/b/raw/all", "/files/a/b/raw/all", "/all", "path"));
    assertNull(route("/never/registered/all", "/never/registered/all", "/all"));
  }

  @Test
  void aPathThatMayBeDecodedTwiceMakesTheRouteUnknown() {
    services.add("/shops/{shop}");
    assertNull(route("/shops/A/all", "/shops/%41/all", "/all", "shop"));
    assertNull(route("/shops/A/all", "/shops/A/%2561ll", "/%61ll", "shop"));
  }

  @Test
  void noPatternIsNoRoute() {
    assertNull(route("", "/", "/"));
  }

  private String route(String told, String path, String below, String... parameters) {
    return new MatchedPattern(told, path, below).route(services, List.of(parameters));
  }
}

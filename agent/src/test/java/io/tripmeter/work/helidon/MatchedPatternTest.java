package io.tripmeter.work.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class MatchedPatternTest {
  @Test
  void aPatternThatNamesItsParametersIsTheRoute() {
    assertEquals("/orders/{id}/lines/{line}", route("/orders/{id}/lines/{line}", "id", "4711"));
    assertEquals("/files/{+path}", route("/files/{+path}", "path", "a/b"));
    assertEquals("/orders/{id:[0-9]+}", route("/orders/{id:[0-9]+}", "id", "47"));
  }

  @Test
  void theValueThatAServiceWasReachedByIsNotInTheRoute() {
    assertEquals("/shops/{shop}/orders", route("/shops/4711/orders", "shop", "4711"));
    assertEquals("/shops/{shop}", route("/shops/4711null", "shop", "4711"));
  }

  @Test
  void aValueThatCannotBeFoundMakesTheRouteUnknown() {
    assertNull(route("/shops/47%2011/orders", "shop", "47 11"));
    assertNull(route("/shops/4711/orders", "shop", "47"));
    assertNull(route("/shops//orders", "shop", ""));
  }

  @Test
  void noPatternIsNoRoute() {
    assertNull(new MatchedPattern("").route());
    assertEquals("/null", new MatchedPattern("/null").route());
  }

  private static String route(String told, String name, String value) {
    MatchedPattern pattern = new MatchedPattern(told);
    pattern.parameter(name, value);
    return pattern.route();
  }
}

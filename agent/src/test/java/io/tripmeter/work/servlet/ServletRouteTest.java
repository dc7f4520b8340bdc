package io.tripmeter.work.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ServletRouteTest {
  private static final Set<String> PATTERNS = Set.of("/exact", "/tree/*", "*.do", "/");

  @Test
  void anOldApisServletPathIsTheExactPatternIfThereIsOne() {
    assertEquals("/exact", ServletRoute.matching(PATTERNS, "/exact"));
  }

  @Test
  void thePathOfATreeIsThatTree() {
    assertEquals("/tree/*", ServletRoute.matching(PATTERNS, "/tree"));
  }

  @Test
  void anExtensionIsThatExtension() {
    assertEquals("*.do", ServletRoute.matching(PATTERNS, "/users/17.do"));
  }

  @Test
  void everythingElseIsTheDefaultServletsAndNeverThePath() {
    assertEquals("/", ServletRoute.matching(PATTERNS, "/users/17"));
    assertEquals("/", ServletRoute.matching(Set.of(), "/users/17.do"));
  }
}

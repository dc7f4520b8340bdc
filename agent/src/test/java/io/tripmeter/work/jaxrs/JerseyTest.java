package io.tripmeter.work.jaxrs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class JerseyTest {
  @Test
  void theBaseThatTheServerKnowsIsFixed() {
    assertTrue(Jersey.isFixed("/shop/rest/", "/shop/rest/*"));
    assertTrue(Jersey.isFixed("/shop/", "/shop/"));
    assertTrue(Jersey.isFixed("/jdk/", "/jdk"));
    assertTrue(Jersey.isFixed("/", "/*"));
    assertTrue(Jersey.isFixed("/", null));
  }

  @Test
  void aBaseThatTheClientHasSpelledIsNot() {
    assertFalse(Jersey.isFixed("/shop;user=alice/rest/", "/shop/rest/*"));
    assertFalse(Jersey.isFixed("/shop;user=alice/rest/", null));
    assertFalse(Jersey.isFixed("/%73hop/rest/", null));
    assertFalse(Jersey.isFixed("/x/../shop/rest/", null));
    assertFalse(Jersey.isFixed("//shop/rest/", null));
  }

  @Test
  void aBaseOfAHeaderIsNot() {
    assertFalse(Jersey.isFixed("/alice/rest/", "/shop/rest/*"));
    assertFalse(Jersey.isFixed("/shop/alice/", "/shop/"));
  }
}

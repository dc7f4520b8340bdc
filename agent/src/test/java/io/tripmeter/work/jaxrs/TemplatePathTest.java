package io.tripmeter.work.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TemplatePathTest {
  @Test
  void templatesAreJoinedByOneSlash() {
    assertEquals("/api/orders/{id}", path("/api/", "/orders/", "{id}"));
  }

  @Test
  void emptyTemplatesAreLeftOut() {
    assertEquals("/orders", path("/", "/orders", "/", ""));
  }

  @Test
  void nothingIsTheRoot() {
    assertEquals("/", path("/", "/"));
  }

  @Test
  void regularExpressionsAreLeftOut() {
    assertEquals(
        "/orders/{id}/lines/{line}.{format}",
        path("", "/orders/{id: [0-9]{1,3}}", "lines/{ line :\\d+}.{format}"));
  }

  @Test
  void aPathThatLeadsDeeperAndDeeperIsCut() {
    assertEquals("/a/b/b/b/b/b/b/b/b", path("/a/", "b", "b", "b", "b", "b", "b", "b", "b"));
    assertEquals(
        "/a/b/b/b/b/b/b/b/b/*", path("/a/", "b", "b", "b", "b", "b", "b", "b", "b", "b", "b", "b"));
  }

  private static String path(String... templates) {
    TemplatePath path = new TemplatePath();
    for (String template : templates) {
      path.add(template);
    }
    return path.toString();
  }
}

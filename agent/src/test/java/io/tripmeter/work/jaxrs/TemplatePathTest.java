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

  @Test
  void theTemplatesOfAClassAndItsMethodAreOne() {
    TemplatePath path = new TemplatePath("/api");
    for (int i = 0; i < 8; i++) {
      path.add("/a/", "/{b}/");
    }
    assertEquals("/api" + "/a/{b}".repeat(8), path.toString());
    path.add("/a", "/b");
    assertEquals("/api" + "/a/{b}".repeat(8) + "/*", path.toString());
  }

  @Test
  void templatesOfLocatorsCountAsTheRouteIsMadeOfThem() {
    assertEquals("/api/a/a/b", below(2));
    assertEquals("/api" + "/a".repeat(7) + "/b", below(7));
    assertEquals("/api" + "/a".repeat(8) + "/*", below(8));
    assertEquals("/api" + "/a".repeat(8) + "/*", below(9));
    assertEquals("/api" + "/a".repeat(8) + "/*", below(500));
  }

  private static String below(int many) {
    TemplatePath locators = new TemplatePath("");
    for (int i = 0; i < many; i++) {
      locators.add("a");
    }
    TemplatePath path = new TemplatePath("/api/");
    path.addAll(locators);
    path.add("b");
    return path.toString();
  }

  private static String path(String base, String... templates) {
    TemplatePath path = new TemplatePath(base);
    for (String template : templates) {
      path.add(template);
    }
    return path.toString();
  }
}

package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The route is the joined templates of JAX-RS, in servlets and on the JDK's HTTP server. */
final class JaxRsRequestsTest {
  private static final String JERSEY = "org.glassfish.jersey.servlet.ServletContainer";
  private static final String RESTEASY =
      "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher";

  private static final Expected FORWARD = new Expected(
      "another resource answers", "/shop/rest/forwards/4711", 200, "/shop/rest/forwards/{id}", 3);

  private static List<Expected> inServlets() {
    return Stream.concat(
            of("/shop/rest"),
            Stream.of(
                new Expected(
                    "a resource that resumes later",
                    "/shop/rest/orders/4711/async",
                    200,
                    "/shop/rest/orders/{id}/async",
                    2),
                new Expected(
                    "a stage",
                    "/shop/rest/orders/4711/stage",
                    200,
                    "/shop/rest/orders/{id}/stage",
                    3),
                new Expected(
                    "a method that is not allowed is the servlet's",
                    "/shop/rest/orders/4711/posted",
                    405,
                    "/shop/rest/*",
                    0),
                new Expected(
                    "what nothing matches is the servlet's",
                    "/shop/rest/unknown/4711",
                    404,
                    "/shop/rest/*",
                    0)))
        .toList();
  }

  private static Stream<Expected> of(String base) {
    String orders = base + "/orders";
    return Stream.of(
        new Expected("a class's template", orders, 200, orders, 2),
        new Expected(
            "a method's template, without its expression",
            orders + "/4711",
            200,
            orders + "/{id}",
            1),
        new Expected(
            "a sub-resource locator and its method",
            orders + "/4711/lines/12/price",
            200,
            orders + "/{id}/lines/{line}/price",
            3),
        new Expected(
            "a status of the resource's",
            orders + "/4711/missing",
            404,
            orders + "/{id}/missing",
            1),
        new Expected("tasks", orders + "/4711/fan/0", 200, orders + "/{id}/fan/{tasks}", 0),
        new Expected("tasks", orders + "/12/fan/3", 200, orders + "/{id}/fan/{tasks}", 3),
        new Expected("tasks", orders + "/13/fan/7", 200, orders + "/{id}/fan/{tasks}", 7));
  }

  private static Expected failure(String base) {
    return new Expected(
        "an exception", base + "/orders/4711/fails", 500, base + "/orders/{id}/fails", 1);
  }

  private static void assertExact(String api, String libraries, String servlet) throws Exception {
    try (RequestProgram program =
        RequestProgram.jaxRs(Jdks.running(), api, Libraries.ofFolder(libraries), servlet)) {
      for (Expected one : inServlets()) {
        one.assertOf(program);
      }
      failure("/shop/rest").assertOf(program);
      assertRoutesAreNeverTheClients(program);
      Crowd.assertSumsAreExact(program, inServlets());
      if (servlet.equals(JERSEY)) {
        program.use("jdk");
        for (Expected one : of("/jdk").toList()) {
          one.assertOf(program);
        }
        Crowd.assertSumsAreExact(program, of("/jdk").toList());
      } else {
        FORWARD.assertOf(program);
      }
    }
  }

  /** Tomcat tells a request's context path as the client has spelled it. */
  private static void assertRoutesAreNeverTheClients(RequestProgram program) throws Exception {
    for (String base : List.of("/shop;user=alice", "/%73hop", "/x/../shop", "/alice/..//shop")) {
      String path = base + "/rest/orders/4711";
      Seen seen = program.during(() -> Spelled.get(program.port(), path), 1);
      assertEquals(Map.of("/shop/rest/*", 1L), seen.requests(), program::output);
    }
  }

  @Test
  void jersey31() throws Exception {
    assertExact("Jakarta", "jersey-3.1", JERSEY);
  }

  @Tag("matrix")
  @Test
  void jersey2() throws Exception {
    assertExact("Javax", "jersey-2", JERSEY);
  }

  @Test
  void restEasy6() throws Exception {
    assertExact("Jakarta", "resteasy-6", RESTEASY);
  }

  @Tag("matrix")
  @Test
  void restEasy4() throws Exception {
    assertExact("Javax", "resteasy-4", RESTEASY);
  }
}

package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tripmeter.testing.PackagedApplications;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ktor on its engines Netty and CIO: what a request's coroutines do on any dispatcher counts for it, under the route of the router. */
@Tag("matrix")
final class KtorRequestsTest {
  private static final String[] FAN_OUT = {
    "/shop/here/",
    "/shop/io/",
    "/shop/delayed/",
    "/shop/at-once/",
    "/shop/children/",
    "/shop/future/",
    "/shop/after/"
  };

  private static final List<Expected> EXPECTED = List.of(
      new Expected("a failure", "/shop/fails/1", 500, "/shop/fails/{trips}", 1),
      new Expected("nothing asked", "/shop/io/0", 200, "/shop/io/{trips}", 0),
      new Expected("no route", "/nowhere/4711", 404, "/*", 0));

  private static void assertBothEngines(Path jar) throws Exception {
    try (RequestProgram program = RequestProgram.packaged(jar)) {
      program.askInHttp1();
      assertExact(program);
      program.use("cio");
      assertExact(program);
      assertFalse(program.output().contains("could not be watched"), program::output);
    }
  }

  @Test
  void whatTheCoroutinesOfARequestDoCountsForIt() throws Exception {
    assertBothEngines(PackagedApplications.ktor());
  }

  @Test
  void soItDoesInKtor2() throws Exception {
    assertBothEngines(PackagedApplications.ktor2());
  }

  private static void assertExact(RequestProgram program) throws Exception {
    for (Expected one : EXPECTED) {
      one.assertOf(program);
    }
    for (String path : FAN_OUT) {
      new Expected("", path + 3, 200, path + "{trips}", 3).assertOf(program);
    }
    assertPipelinedRequestsDoNotMix(program);
    assertABodyIsAwaited(program);
    assertAnAbandonedRequestEnds(program);
    assertWhoIsWokenCountsForItself(program);
    assertAnUpgradedRequestEnds(program);
    Crowd.assertSumsAreExact(program, Expected.ofFanOut("{trips}", FAN_OUT));
  }

  private static void assertPipelinedRequestsDoNotMix(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline("/shop/delayed/3", "/shop/here/1", "/shop/io/2", "/shop/io/0");
            connection.awaitAnswers(4);
          }
        },
        4);
    assertEquals(
        Map.of("/shop/delayed/{trips}", 3L, "/shop/here/{trips}", 1L, "/shop/io/{trips}", 2L),
        seen.trips(),
        program::output);
    assertEquals(6, seen.wire(), program::output);
  }

  private static void assertABodyIsAwaited(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.write(
                "POST /shop/bodies/2 HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\nab");
            program.get("/shop/io/1");
            connection.write("cd");
            connection.awaitAnswers(1);
          }
        },
        2);
    assertEquals(
        Map.of("/shop/bodies/{trips}", 2L, "/shop/io/{trips}", 1L), seen.trips(), program::output);
    assertEquals(3, seen.wire(), program::output);
  }

  /** Its coroutine may go on when the client has gone. */
  private static void assertAnAbandonedRequestEnds(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline("/shop/waits/2");
            program.get("/shop/waited/1");
          }
          program.get("/shop/wakes/1");
        },
        3);
    assertEquals(1, seen.requests().get("/shop/waits/{trips}"), program::output);
    assertEquals(
        seen.wire(), 1 + seen.trips().getOrDefault("/shop/waits/{trips}", 0L), program::output);
  }

  /** One request's thread resumes the coroutines of others, which go on with their own. */
  private static void assertWhoIsWokenCountsForItself(RequestProgram program) throws Exception {
    int many = 16;
    List<OneConnection> connections = new ArrayList<>();
    Seen seen = program.during(
        () -> {
          for (int i = 0; i < many; i++) {
            OneConnection connection = new OneConnection(program);
            connections.add(connection);
            connection.pipeline("/shop/waits/2");
          }
          assertEquals(200, program.get("/shop/wakes/" + many).statusCode());
          for (OneConnection connection : connections) {
            connection.awaitAnswers(1);
            connection.close();
          }
        },
        many + 1);
    assertEquals(
        Map.of("/shop/waits/{trips}", 2L * many, "/shop/wakes/{requests}", 1L),
        seen.trips(),
        program::output);
    assertEquals(1 + 2 * many, seen.wire(), program::output);
  }

  private static void assertAnUpgradedRequestEnds(RequestProgram program) throws Exception {
    String route = "/shop/upgrade/{trips}";
    long late = program.late().getOrDefault(route, 0L);
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.write("GET /shop/upgrade/1 HTTP/1.1\r\nHost: here\r\n"
                + "Connection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            connection.await("\r\n\r\n");
            connection.write("p");
            connection.await("pong");
          }
        },
        1);
    assertEquals(new Seen(Map.of(route, 1L), Map.of(route, 1L), 2), seen, program::output);
    assertEquals(1, program.late().getOrDefault(route, 0L) - late, program::output);
  }
}

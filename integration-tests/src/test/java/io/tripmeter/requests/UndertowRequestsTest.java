package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.Jdks;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Undertow 2.3 with jakarta servlets and 2.2 with javax: handlers on its own threads and others, and its servlets. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"Jakarta", "Javax"})
final class UndertowRequestsTest {
  private static RequestProgram program;

  @Parameter
  String api;

  @BeforeParameterizedClassInvocation
  static void startProgram(String api) {
    program = RequestProgram.undertow(Jdks.running(), api);
  }

  @AfterParameterizedClassInvocation
  static void endProgram() {
    program.close();
  }

  static List<Expected> expected() {
    return Stream.concat(ofHandlers(), Expected.ofServlets().stream()).toList();
  }

  private static Stream<Expected> ofHandlers() {
    return Stream.of(
        new Expected("an exact path is its route", "/exact", 200, "/exact", 1),
        new Expected("a prefix hides the ids below it", "/api/o/4711", 200, "/api", 2),
        new Expected("a template is the route", "/items/47/price", 200, "/items/{id}/price", 1),
        new Expected("the root takes the rest", "/some/4711", 200, "/", 3),
        new Expected("a worker's thread counts", "/blocking", 200, "/blocking", 2),
        new Expected("so do both threads of one request", "/first-here", 200, "/first-here", 3),
        new Expected("a task goes on with its request", "/task", 200, "/task", 3),
        new Expected("on the application's executor too", "/executor", 200, "/executor", 2),
        new Expected("servlets on an executor", "/pooled/exact", 200, "/pooled/exact", 1),
        new Expected("with a forward there", "/pooled/forwards", 200, "/pooled/forwards", 3),
        new Expected("another thread ends it", "/foreign-thread", 200, "/foreign-thread", 1),
        new Expected("a failure is counted once", "/fails", 500, "/fails", 1),
        new Expected("a handler may go on after the answer", "/goes-on", 200, "/goes-on", 3),
        new Expected("a listener's query counts in", "/listens", 200, "/listens", 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expected")
  void aRequestIsCountedOnceWithItsRouteAndItsRoundTrips(Expected expected) throws Exception {
    expected.assertOf(program);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shop;user=alice", "/%73hop"})
  void theContextPathIsTheServersHoweverTheClientSpellsIt(String spelled) throws Exception {
    Seen seen = program.during(() -> Spelled.get(program.port(), spelled + "/api/4711"), 1);
    assertEquals(Map.of("/shop/api/*", 1L), seen.requests(), program::output);
  }

  @Test
  void sumsAreExactWhenManyAskAtOnce() throws Exception {
    Crowd.assertSumsAreExact(
        program,
        Stream.of(ofHandlers(), Expected.ofFanOut("{tasks}", "/fan/"), Expected.ofServletsAtOnce())
            .flatMap(all -> all));
  }

  @Test
  void anUpgradedConnectionIsLeftAloneAndItsQueriesAreNoRequests() throws Exception {
    Seen seen = program.during(this::upgrade, 1);
    assertEquals(
        new Seen(Map.of("/upgrade", 1L), Map.of("/upgrade", 1L), 2), seen, program::output);
  }

  private void upgrade() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.port())) {
      String head =
          "GET /upgrade HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      while (!answer.toString().endsWith("\r\n\r\n")) {
        answer.append((char) in.read());
      }
      assertTrue(answer.toString().startsWith("HTTP/1.1 101"), answer.toString());
      socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
      assertEquals("ping", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }
}

package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripmeter.child.Eventually;
import io.tripmeter.programs.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served at metrics.listen, and to whom. */
final class ListenerTest {
  private static SampleProgram program;
  private static Scrape scrape;

  @BeforeAll
  static void start() {
    program = SampleProgram.start(SampleProgram.on(SampleProgram.server())
        .property("tripmeter.pool.max-size", "3")
        .agent());
    scrape = program.scrape();
    program.await("DB pool warm-up complete");
  }

  @AfterAll
  static void end() {
    program.close();
  }

  /** By hand: HttpClient sends no Host header but its own. */
  private static int statusFor(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scrape.port())) {
      String request = "GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:29464", "127.0.0.1:29464", "[::1]:29464"})
  void aHostOfTheLoopbackIsAnswered(String host) throws IOException {
    assertEquals(200, statusFor(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.org", "evil.example:29464", "localhost.example.org", "127.0.0.1.nip.io"})
  void anyOtherHostIsRefused(String host) throws IOException {
    assertEquals(403, statusFor(host));
  }

  @Test
  void theOverviewHasThePoolAndWhatWasChanged() {
    JsonNode pool = pool();
    assertTrue(pool.path("product").asText().startsWith("HikariCP"), pool::toString);
    JsonNode change = named(pool.path("settings"), "pool.max-size");
    assertEquals("2", change.path("old").asText(), pool::toString);
    assertEquals("3", change.path("new").asText(), pool::toString);
    assertTrue(change.path("why").asText().contains("tripmeter.pool.max-size"), pool::toString);
  }

  @Test
  void theOverviewHasSessionSettingsAsReadBack() {
    program.await("DB session settings applied");
    JsonNode setting = named(pool().path("session"), "statement_timeout");
    assertEquals("30000", setting.path("value").asText(), setting::toString);
    assertTrue(setting.path("read_back").asBoolean(), setting::toString);
  }

  @Test
  void theOverviewHasRoutesAndStatements() {
    program.get("/api/tasks");
    // For half a second after another request it is the answer to that one.
    Eventually.equal(
        true,
        () -> scrape
            .json("/overview")
            .path("routes")
            .findValuesAsText("name")
            .contains("GET /api/tasks"),
        () -> scrape.json("/overview").toString());
    JsonNode overview = scrape.json("/overview");
    assertTrue(
        overview.path("statements").findValuesAsText("sql").stream()
            .anyMatch(sql -> sql.contains("from completion where task_id = ?")),
        overview::toString);
  }

  private static JsonNode pool() {
    return named(scrape.json("/overview").path("pools"), "sample");
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode each : list) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name + " in " + list);
  }

  @Test
  void healthTellsTheNumbersOfThePool() {
    assertEquals(
        "{\"status\":\"up\",\"pools\":[{\"name\":\"sample\",\"size\":3,\"idle\":3,\"used\":0,\"pending\":0,\"invalid\":0}]}",
        scrape.get("/health").body().trim());
    assertEquals(200, scrape.get("/health").statusCode());
  }
}

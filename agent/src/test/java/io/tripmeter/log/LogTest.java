package io.tripmeter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @BeforeEach
  void writeToMemory() {
    Log.reset(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void writeToStderrAgain() {
    Log.configure("text", "info");
    Log.reset(null);
  }

  @Test
  void aTextLineHasTheMessageAndTheFieldsInOrder() {
    Log.info("DB pool warm-up complete")
        .field("requested", 20)
        .field("millis", 930)
        .pool("sample")
        .write();

    assertEquals(
        List.of("tripmeter: info: DB pool warm-up complete pool=sample requested=20 millis=930"),
        lines());
  }

  @Test
  void aJsonLineHasLevelNumbersMessageTimePoolOtherFieldsAndMillis() {
    Log.configure("json", "info");
    Log.info("DB pool warm-up complete")
        .pool("sample")
        .field("requested", 20)
        .field("reason", "created")
        .field("millis", 930)
        .field("warmed", 20)
        .field("full", true)
        .write();

    String line = lines()
        .get(0)
        .replaceAll(
            "\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z\"", "\"time\":T");
    assertEquals(
        "{\"level\":\"info\",\"requested\":20,\"warmed\":20,\"message\":\"DB pool warm-up complete\",\"time\":T,\"pool\":\"sample\","
            + "\"reason\":\"created\",\"full\":true,\"millis\":930}",
        line);
  }

  @Test
  void lineBreaksControlCharactersAndQuotesAreEscaped() {
    Log.warn("a\nb").pool("p\r1").field("sql", "x\t\"y\"\u001b[31m\u2028").write();
    Log.configure("json", "info");
    Log.warn("a\nb\\").field("sql", "x\t\"y\"\u001b").write();

    assertEquals(2, lines().size());
    assertEquals(
        "tripmeter: warn: a\\nb pool=p\\r1 sql=\"x\\t\\\"y\\\"\\u001b[31m\\u2028\"",
        lines().get(0));
    assertTrue(lines().get(1).contains("\"message\":\"a\\nb\\\\\""), lines().get(1));
    assertTrue(
        lines().get(1).endsWith("\"sql\":\"x\\t\\\"y\\\"\\u001b\"}"), lines().get(1));
  }

  @Test
  void jsonHasNanAndInfinityAsText() {
    Log.configure("json", "info");
    Log.info("x").field("ratio", Double.NaN).field("share", 0.5).write();

    assertTrue(lines().get(0).contains("\"ratio\":\"NaN\""), lines().get(0));
    assertTrue(lines().get(0).contains("\"share\":0.5"), lines().get(0));
  }

  @Test
  void anEventBelowTheConfiguredLevelIsNotWritten() {
    Log.configure("text", "warn");
    Log.debug("1").write();
    Log.info("2").write();
    Log.warn("3").write();
    Log.error("4").write();
    Log.configure("text", "off");
    Log.error("5").write();
    Log.always(LogLevel.WARN, "6").write();

    assertEquals(
        List.of("tripmeter: warn: 3", "tripmeter: error: 4", "tripmeter: warn: 6"), lines());
  }

  @Test
  void anEventWithAKeyIsWrittenOnce() {
    Log.warn("first").once("k").write();
    Log.warn("second").once("k").write();
    Log.warn("other").once("k2").write();

    assertEquals(List.of("tripmeter: warn: first", "tripmeter: warn: other"), lines());
  }

  @Test
  void theNumberOfKeysIsBounded() {
    for (int i = 0; i < 1_000; i++) {
      assertTrue(Log.once("key " + i));
    }
    assertFalse(Log.once("one more"));
  }

  @Test
  void aStreamThatThrowsDoesNotAffectTheApplication() {
    Log.reset(new PrintStream(bytes) {
      @Override
      public void println(String line) {
        throw new IllegalStateException("full");
      }
    });
    Log.error("x").write();

    assertEquals("", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void secretsAreMaskedInMessagePoolAndFieldsButNotInTrustedText() {
    Log.warn("cannot connect to jdbc:postgresql://h/d?user=u&password=hunter2")
        .pool("token=hunter2")
        .field("url", "postgresql://u:hunter2@h/d")
        .error(new IllegalStateException("password: hunter2"))
        .trusted("sql", "select * from t where token = $1 and a.token = b.token")
        .write();

    String line = lines().get(0);
    assertFalse(line.contains("hunter2"), line);
    assertTrue(line.contains("a.token = b.token"), line);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

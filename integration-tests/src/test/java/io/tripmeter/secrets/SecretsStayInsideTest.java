package io.tripmeter.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Pause;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret planted wherever an application has some is in nothing that leaves the process. */
final class SecretsStayInsideTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Where it was planted, and what must not be seen. */
  private static final Map<String, String> PLANTED = new LinkedHashMap<>();

  static {
    PLANTED.put("a password given to the pool", PostgresServer.shared().password());
    PLANTED.put("a password in the URL", "Hq7-url-password");
    PLANTED.put("a token in the OTLP endpoint", "Hq7-otlp-token");
    PLANTED.put("a password in connectionInitSql", "Hq7-init-password");
    PLANTED.put("a literal", "Hq7-literal");
    PLANTED.put("a literal in dollars", "Hq7-dollars");
    PLANTED.put("a number", "77077077");
    PLANTED.put("a bind value", "Hq7-bind");
    PLANTED.put("a literal that the server quotes in an error", "Hq7-no-number");
    PLANTED.put("a key that the server quotes in an error", "Hq7-unique");
    PLANTED.put("a password in an ALTER ROLE", "Hq7-alter-role");
    PLANTED.put("a bare word in an ALTER ROLE", "Hq7bareword");
    PLANTED.put("the words of RAISE", "Hq7-raised");
    PLANTED.put("a word in a comment", "Hq7-comment");
  }

  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void nothingPlantedLeavesTheProcess(String format) throws Exception {
    Path file = directory.resolve("slow.log");
    try (OtlpCollector collector = OtlpCollector.start()) {
      Map<String, String> outputs = new LinkedHashMap<>();
      try (SecretsProgram program = SecretsProgram.start(
          server, collector, "slow-query.output=" + file + ",log.format=" + format)) {
        program.awaitSpans(collector);
        program.useAllSecrets();
        Pause.until(
            () -> collector.spans().stream().anyMatch(span -> span.name().equals("GET /work")),
            PATIENCE,
            program::output);
        outputs.put("its output", program.output());
        outputs.putAll(program.pages());
        outputs.put("JMX", program.beans());
      }
      outputs.put("the slow-query log", Files.readString(file));
      outputs.put("the spans", collector.spans().toString());
      assertEquals(List.of(), leaks(outputs));
      assertShown(outputs, collector.spans());
    }
  }

  @Test
  void bindValuesAreLoggedWhereAnOperatorAsksForThemAndNowhereElse() throws Exception {
    try (OtlpCollector collector = OtlpCollector.start();
        SecretsProgram program =
            SecretsProgram.start(server, collector, "slow-query.bind-values=true")) {
      program.useAllSecrets();
      assertTrue(program.output().contains("Hq7-bind"), program::output);
      assertTrue(program.pages().values().stream().noneMatch(page -> page.contains("Hq7-bind")));
      assertTrue(!program.output().contains(server.password()), program::output);
    }
  }

  private static List<String> leaks(Map<String, String> outputs) {
    List<String> leaks = new ArrayList<>();
    outputs.forEach((output, text) -> PLANTED.forEach((what, secret) -> {
      int at = text.indexOf(secret);
      if (at >= 0) {
        leaks.add(what + " is in " + output + ": "
            + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60)));
      }
    }));
    return leaks;
  }

  /** An output that says nothing has no leaks either. */
  private static void assertShown(Map<String, String> outputs, List<OtlpSpan> spans) {
    assertTrue(outputs.get("the slow-query log").contains("pg_sleep"), outputs::toString);
    // A place in the program is no secret, whatever the class is called.
    assertTrue(
        outputs.get("the slow-query log").matches("(?s).*SecretServer\\.java:\\d+.*"),
        outputs::toString);
    assertTrue(outputs.get("/overview").contains("pg_sleep"), outputs::toString);
    assertTrue(outputs.get("/metrics").contains("tripmeter_slow_queries"), outputs::toString);
    assertTrue(outputs.get("/statements?top=500").contains("pg_sleep"), outputs::toString);
    assertTrue(outputs.get("JMX").contains("statement_timeout"), outputs::toString);
    assertTrue(outputs.get("JMX").contains("pg_sleep"), outputs::toString);
    assertTrue(spans.stream().anyMatch(span -> span.kind().equals("CLIENT")), spans::toString);
  }
}

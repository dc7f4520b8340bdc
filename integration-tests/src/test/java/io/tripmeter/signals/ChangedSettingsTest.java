package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.SettingsBean;
import io.tripmeter.child.SettingsFile;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are changed while the sample application serves requests. A list of its tasks costs 24 round trips, 22 of one statement. */
final class ChangedSettingsTest {
  private static final PostgresServer SERVER = SampleProgram.server();
  private static final String LIST = "/api/tasks";

  @TempDir
  Path directory = Path.of("");

  private Link link;

  @BeforeEach
  void openLink() {
    link = Link.to(SERVER).roundTrip(Duration.ofMillis(5)).open();
  }

  @AfterEach
  void closeLink() {
    link.close();
  }

  private ForkedJvmBuilder program() {
    return SampleProgram.on(SERVER, SERVER.url(link))
        .agent()
        .property("tripmeter.request.repeat-threshold", "off");
  }

  private static void assertNothingSaid(SampleProgram program) {
    for (String line : List.of("slow query ", "over its budget", "repeated in one")) {
      assertEquals(List.of(), program.said(line), program::output);
    }
  }

  private static double slowQueries(SampleProgram program) {
    return program.scrape().metrics().sum("tripmeter_slow_queries_total");
  }

  @Test
  void byJmx() {
    try (SampleProgram program = SampleProgram.start(program());
        SettingsBean settings = program.settings()) {
      program.get(LIST);
      assertNothingSaid(program);

      assertEquals("500ms -> 1ms", settings.set("slow-query.threshold", "1ms"));
      assertEquals("off -> 10", settings.set("request.budget", "10"));
      assertEquals("off -> 5", settings.set("request.repeat-threshold", "5"));
      program.get(LIST);
      program.await("slow query .* route=/api/tasks ");
      program.await("request over its budget .* route=/api/tasks round_trips=24 budget=10");
      program.await("repeated in one request .*count=5 ");
      assertEquals("1ms (JMX)", settings.shown().get("slow-query.threshold"));
      String overview = program.scrape().get("/overview").body();
      String shown = "{\"key\":\"request.budget\",\"value\":\"10\",\"source\":\"JMX\"";
      assertTrue(overview.contains(shown), overview);

      assertEquals("1ms -> 500ms", settings.unset("slow-query.threshold"));
      double slow = slowQueries(program);
      program.get(LIST);
      assertEquals(slow, slowQueries(program), program::output);

      String refused = settings.set("slow-query.threshold", "soon");
      assertTrue(
          refused.startsWith("slow-query.threshold = \"soon\" (JMX) is not accepted; accepted is "),
          refused);
      assertEquals(1, program.said("500ms stays in force").size(), program::output);
      assertTrue(settings.set("request.bugdet", "3").contains("the nearest key is request.budget"));
      assertEquals("10 (JMX)", settings.shown().get("request.budget"));

      assertEquals("info -> error", settings.set("log.level", "error"));
      settings.set("nonsense", "1");
      assertEquals("error -> info", settings.set("log.level", "info"));
      program.await("setting changed key=log.level change=\"error -> info\" by=JMX");
      assertEquals(List.of(), program.said("unknown key nonsense"), program::output);
    }
  }

  @Test
  void byTheFile() {
    SettingsFile file =
        SettingsFile.in(directory, "slow-query.threshold=400ms", "request.budget=9");
    try (SampleProgram program = SampleProgram.start(program()
            .property("tripmeter.config", file.path().toString())
            .property("tripmeter.request.budget", "1000"));
        SettingsBean settings = program.settings()) {
      program.get(LIST);
      assertNothingSaid(program);

      settings.set("slow-query.max-length", "300");
      file.mount(
          "slow-query.threshold=1ms",
          "request.budget=10",
          "log.level=loud",
          "spans=off",
          "nonsense=1",
          "slow-query.max-length=400");
      program.await("setting changed key=slow-query.threshold change=\"400ms -> 1ms\" by=file");
      program.await("request.budget \\(file .* line 2\\) has no effect;"
          + " it is given by system property tripmeter.request.budget key=request.budget");
      program.await("log.level = \"loud\" .*; info stays in force key=log.level");
      program.await(
          "spans .* cannot be changed while the application runs; it counts from the next");
      program.await("unknown key nonsense ");
      program.get(LIST);
      program.await("slow query .* route=/api/tasks ");
      assertEquals(List.of(), program.said("over its budget"), program::output);

      program.await("slow-query.max-length \\(file .*\\) has no effect; it is given by JMX key=");
      assertEquals("300 -> 400", settings.unset("slow-query.max-length"));
      assertEquals(
          "400 (file " + file.path() + " line 6)", settings.shown().get("slow-query.max-length"));

      file.remove();
      // Whatever else changes, the file goes on being looked at.
      settings.set("slow-query.max-length", "300");
      program.await("cannot read the file .*; what it said before stays in force");
    }
  }
}

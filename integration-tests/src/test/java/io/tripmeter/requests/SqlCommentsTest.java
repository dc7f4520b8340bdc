package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code sqlcommenter=true}: what the server sees of a request's statements, and that the application sees no difference. */
final class SqlCommentsTest {
  private static final String REWRITTEN = "/saw?preferQueryMode=simple&reWriteBatchedInserts=true";
  private static final Pattern TRACED = Pattern.compile(
      "SELECT current_query\\(\\)/\\*route='%2Fsaw',traceparent='00-(\\w{32})-(\\w{16})-0[13]'\\*/");

  static Stream<String> drivers() {
    return Libraries.inMatrix()
        ? Libraries.PGJDBC.stream()
        : Stream.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  private static List<String> lines(RequestProgram program, String path) throws Exception {
    return program.get(path).body().lines().toList();
  }

  /** What the server saw with each comment taken away, and how many there were. */
  private static int withoutComments(List<String> lines, String route, List<String> bare) {
    String comment = "/*route='" + route + "'*/";
    int comments = 0;
    for (String line : lines) {
      comments += line.contains(comment) ? 1 : 0;
      bare.add(line.replace(comment, "").trim());
    }
    return comments;
  }

  private static void assertCommented(
      RequestProgram program, String path, String route, List<String> bare, int expected)
      throws Exception {
    List<String> lines = lines(program, path);
    List<String> without = new ArrayList<>();
    int comments = withoutComments(lines, route, without);
    assertEquals(bare, without, () -> path + ": " + lines);
    assertEquals(expected, comments, () -> path + ": " + lines);
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void theServerSeesTheRoute(String pgjdbc) throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (PgBouncer bouncer = PgBouncer.before(server).start()) {
      String pooled = bouncer.url() + "?sslmode=disable&prepareThreshold=0";
      List<String> bare;
      List<String> bareSimple;
      List<String> bareRewritten;
      try (RequestProgram off = RequestProgram.comments(pgjdbc, "false", pooled)) {
        bare = lines(off, "/saw");
        bareSimple = lines(off, "/saw?preferQueryMode=simple");
        bareRewritten = lines(off, REWRITTEN);
        assertTrue(bare.stream().noneMatch(line -> line.contains("route=")), bare::toString);
        assertTrue(
            bare.contains("ERROR: syntax error at end of input   Position: 14 at 14"),
            bare::toString);
      }
      try (RequestProgram on = RequestProgram.comments(pgjdbc, "true", pooled)) {
        // 4 statements that take one (the driver takes a last semicolon away, in simple mode it
        // does not), and the executions before the statement has a name.
        assertCommented(on, "/saw", "%2Fsaw", bare, 4 + 4);
        assertCommented(on, "/it's/*x", "%2Fit%27s%2F%2Ax", bare, 4 + 4);
        assertCommented(on, "/saw?prepareThreshold=0", "%2Fsaw", bare, 4 + 7);
        assertCommented(on, "/saw?preferQueryMode=simple", "%2Fsaw", bareSimple, 3 + 7);
        assertCommented(on, REWRITTEN, "%2Fsaw", bareRewritten, 3 + 7);
        assertCommented(on, "/pooled", "%2Fpooled", bare, 4 + 7);
      }
    }
  }

  @Test
  void theServerSeesTheTrace() throws Exception {
    assertTraced(
        (builder, collector) -> builder.property("tripmeter.otlp.endpoint", collector.endpoint()));
  }

  @Test
  @Tag("matrix")
  void theServerSeesTheTraceOfOpenTelemetrysAgent() throws Exception {
    assertTraced((builder, collector) -> builder
        .agent(Libraries.openTelemetryAgent(), "")
        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
        .environment("OTEL_METRICS_EXPORTER", "none"));
  }

  /** The request's span is the statement's parent, and it is exported. */
  private static void assertTraced(BiFunction<ForkedJvmBuilder, OtlpCollector, ForkedJvmBuilder> by)
      throws Exception {
    try (OtlpCollector collector = OtlpCollector.start();
        RequestProgram program =
            RequestProgram.commentsOfTraces(builder -> by.apply(builder, collector))) {
      String seen = tracedLine(program);
      Matcher comment = TRACED.matcher(seen);
      assertTrue(comment.matches(), seen);
      OtlpSpan span =
          collector.await(one -> one.spanId().equals(comment.group(2)), ForkedJvm.PATIENCE);
      assertEquals(comment.group(1), span.traceId());
      assertEquals("SERVER", span.kind());
    }
  }

  /** Spans begin after the first request. */
  private static String tracedLine(RequestProgram program) throws Exception {
    long deadline = System.nanoTime() + ForkedJvm.PATIENCE.toNanos();
    while (true) {
      String line = lines(program, "/saw").get(0);
      if (line.contains("traceparent")) {
        return line;
      }
      assertTrue(System.nanoTime() < deadline, () -> line + program.output());
    }
  }
}

package io.tripmeter.requests;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls of gRPC's servers: all that their handlers, interceptors, callbacks and tasks do counts for the call that they do it for. */
final class GrpcRequestsTest {
  private static final String COUNT = "tripmeter_request_round_trips_count";
  private static final String SUM = "tripmeter_request_round_trips_sum";
  private static final Pattern CALLED = Pattern.compile("called (\\w+) (\\d+)");

  private OtlpCollector collector;
  private Link link;
  private ForkedJvm jvm;
  private Scrape scrape;

  @Test
  void aCallIsARequestFromItsInterceptorsToItsLastCallback() throws Exception {
    assertAllIn(Jdks.running(), "grpc-new");
  }

  @Test
  @Tag("matrix")
  void inAnOlderVersion() throws Exception {
    assertAllIn(Jdks.running(), "grpc-old");
  }

  @Test
  @Tag("matrix")
  void onOkHttpsServer() throws Exception {
    assertAllIn(Jdks.running(), "grpc-new", "okhttp");
  }

  private void assertAllIn(Path java, String libraries, String... more) throws Exception {
    PostgresServer server = PostgresServer.shared();
    collector = OtlpCollector.start();
    link = Link.to(server).roundTrip(Duration.ofMillis(2)).logging().open();
    jvm = ForkedJvm.of("example.GrpcCalls")
        .java(java)
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, "4.0.3"))
        .classPath(Libraries.ofFolder(libraries))
        .agent("metrics.listen=127.0.0.1:0,metrics.wait=true,otlp.endpoint=" + collector.endpoint())
        .argument(server.url(link) + "?sslmode=disable", server.user(), server.password())
        .argument(more)
        .start();
    jvm.await("^open");
    jvm.await("warm-up complete.* pool=main");
    scrape = Scrape.of(jvm);
    assertEach("tcp");
    assertEach("local");
    assertSpans();
    assertCrowd("tcp");
    assertCrowd("local");
  }

  @AfterEach
  void close() {
    jvm.close();
    link.close();
    collector.close();
  }

  private void assertEach(String transport) throws Exception {
    assertOne(transport + " Get 2 1", "Get: got", "Get", 2);
    assertOne(transport + " Checked 2 1", "Checked: got", "Checked", 3);
    assertOne(transport + " Refused 2 1", "Refused: ", "Refused", 1);
    assertOne(transport + " Fan 4 1", "Fan: fanned out", "Fan", 4);
    assertOne(transport + " Later 2 1", "Later: later", "Later", 2);
    assertOne(transport + " Fails 3 1", "Fails: UNKNOWN", "Fails", 3);
    assertOne(transport + " Missing 1 1", "Missing: NOT_FOUND", "Missing", 1);
    assertOne(transport + " Download 4 1", "Download: 4 items", "Download", 4);
    assertOne(transport + " Upload 3 1", "Upload: streamed", "Upload", 4);
    assertOne(transport + " Chat 3 1", "Chat: streamed", "Chat", 4);
    assertOne(transport + " Cancelled 1 1", "Cancelled: cancelled", "Cancelled", 2);
  }

  private void assertOne(String command, String answer, String method, long trips)
      throws Exception {
    Seen seen = during(command, 1);
    jvm.await("^" + Pattern.quote(answer));
    assertEquals(Seen.one("shop.Orders/" + method, trips), seen, jvm::output);
  }

  private void assertCrowd(String transport) throws Exception {
    int before = jvm.stdout().size();
    Seen seen = during(transport + " any 0 64", 64 * 12);
    Map<String, Long> calls = new TreeMap<>();
    Map<String, Long> trips = new TreeMap<>();
    for (String line : jvm.stdout().subList(before, jvm.stdout().size())) {
      Matcher called = CALLED.matcher(line);
      if (called.matches()) {
        String method = called.group(1);
        long number = Long.parseLong(called.group(2));
        boolean isOneMore = method.matches("Checked|Upload|Chat");
        calls.merge("shop.Orders/" + method, 1L, Long::sum);
        trips.merge("shop.Orders/" + method, isOneMore ? number + 1 : number, Long::sum);
      }
    }
    long wire = trips.values().stream().mapToLong(Long::longValue).sum();
    assertEquals(new Seen(calls, trips, wire), seen, jvm::output);
  }

  private Seen during(String command, long calls) throws Exception {
    Metrics before = scrape.metrics();
    Link.Count mark = link.mark();
    jvm.say(command);
    jvm.await("^done " + command);
    scrape.await(now -> now.sum(COUNT) >= before.sum(COUNT) + calls);
    link.awaitIdle(Duration.ofMillis(20), Duration.ofSeconds(10));
    Metrics after = scrape.metrics();
    return new Seen(
        difference(COUNT, before, after),
        difference(SUM, before, after),
        link.since(mark).turnArounds());
  }

  private static Map<String, Long> difference(String metric, Metrics before, Metrics after) {
    Map<String, Long> difference = new TreeMap<>(byRoute(metric, after));
    byRoute(metric, before).forEach((route, was) -> difference.merge(route, -was, Long::sum));
    difference.values().removeIf(value -> value == 0);
    return difference;
  }

  private static Map<String, Long> byRoute(String metric, Metrics metrics) {
    return metrics.samples().stream()
        .filter(sample -> sample.name().equals(metric))
        .collect(
            toMap(sample -> sample.labels().get("route"), sample -> Math.round(sample.value())));
  }

  /** SERVER spans of the client's trace, by the conventions for RPC. */
  private void assertSpans() throws Exception {
    assertSpan("Get", "OK", "");
    assertSpan("Missing", "NOT_FOUND", "");
    assertSpan("Refused", "UNAUTHENTICATED", "");
    assertSpan("Fails", "UNKNOWN", "java.lang.IllegalStateException");
    assertSpan("Cancelled", "CANCELLED", "");
    assertEquals("47114711471147114711471147114712", span("Get").traceId());
  }

  private void assertSpan(String method, String status, String error) throws Exception {
    OtlpSpan span = span(method);
    assertEquals("SERVER", span.kind());
    assertEquals("grpc", span.text("rpc.system.name"));
    assertEquals("shop.Orders/" + method, span.text("rpc.method"));
    assertEquals(status, span.text("rpc.status_code"));
    assertEquals(error, span.text("error.type"));
  }

  private OtlpSpan span(String method) throws InterruptedException {
    return collector.await(span -> span.name().equals("shop.Orders/" + method), ForkedJvm.PATIENCE);
  }
}

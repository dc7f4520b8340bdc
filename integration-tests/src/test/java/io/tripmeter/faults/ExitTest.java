package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Console;
import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The agent keeps no JVM from ending. */
final class ExitTest {
  private final PostgresServer server = PostgresServer.shared();

  @Test
  void aProgramEndsWithItsMainMethodThoughItsPoolIsOpen() {
    try (ForkedJvm jvm = ForkedJvm.of("example.FaultEnd")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url(), server.user(), server.password())
        .property("tripmeter.slow-query.output", "/dev/null")
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
        .agent()
        .start()) {
      assertEquals(0, jvm.exitCode(Duration.ofSeconds(30)), jvm::output);
    }
  }

  @Test
  void aWarmUpThatGetsNoAnswerHoldsNoExit() {
    try (Link link = Link.to(server).open();
        Console console = Console.start(Console.on(server, server.url(link))
            .property("hikari.initializationFailTimeout", "-1")
            .property("tripmeter.metrics.listen", "off")
            .agent())) {
      link.stall();
      assertEquals("open", console.pool("main", 5));
      console.jvm().say("99 exit 3");
      assertEquals(3, console.jvm().exitCode(Duration.ofSeconds(30)));
    }
  }

  @Test
  void aCollectorThatHangsHoldsNoExit() {
    try (OtlpCollector collector = OtlpCollector.start();
        Requests requests = Requests.start(
            Requests.on(server).environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint()))) {
      collector.hang();
      requests.scrape();
      for (int i = 0; i < 20; i++) {
        assertEquals(200, requests.get("/one"));
      }
      requests.jvm().terminate();
      assertEquals(143, requests.jvm().exitCode(Duration.ofSeconds(30)));
    }
  }
}

package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything once, on every Java that this machine has. */
final class JdksTest {
  private final PostgresServer server = PostgresServer.shared();

  @BeforeAll
  static void report() {
    System.out.println(Jdks.report());
  }

  static Set<Integer> jdks() {
    return Jdks.found().keySet();
  }

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("jdks")
  void poolsAreWarmedSettingsAppliedAndRoundTripsCountedOn(int java) {
    String hikari = java == 8 ? "4.0.3" : Libraries.NEWEST_HIKARICP;
    try (Console console = Console.start(Console.on(server, server.url(), hikari)
        .java(java)
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent())) {
      assertEquals("open", console.pool("main", 3));
      console.jvm().await("warm-up complete pool=main requested=3 warmed=3");
      Metrics metrics = console.scrape().metrics();
      assertTrue(metrics.sum("tripmeter_round_trips_total", "pool", "main", "kind", "query") >= 1);
      assertTrue(console.beans("main").contains("Product=HikariCP"));
      assertEquals(
          200, console.scrape().get("/health").statusCode(), () -> console.jvm().output());
    }
  }

  @ParameterizedTest(name = "Java {0}")
  @MethodSource("jdks")
  void theJarExplainsItselfOn(int java) {
    try (ForkedJvm jvm = ForkedJvm.ofJar(Libraries.agent()).java(java).start()) {
      assertEquals(0, jvm.exitCode());
      assertTrue(jvm.output().contains("warmup.parallelism"), jvm::output);
    }
  }
}

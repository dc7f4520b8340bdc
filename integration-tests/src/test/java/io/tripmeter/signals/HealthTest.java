package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Pause;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.api.Test;

/** /health goes with the connections of the pools. */
final class HealthTest {
  private static void awaitStatus(int status, SampleProgram program, Scrape scrape) {
    // Requests, because a pool looks at its connections when it is to lend one.
    Pause.until(
        () -> {
          program.get("/api/ping");
          return scrape.get("/health").statusCode() == status;
        },
        SampleProgram.PATIENCE,
        () -> scrape.get("/health").body() + program.output());
  }

  @Test
  void itIsDownWhileThePoolHasNoConnectionAndUpAgainAfterwards() {
    try (PostgresServer server = PostgresServer.with().embedded().start();
        SampleProgram program = SampleProgram.start(SampleProgram.on(server)
            .property("tripmeter.pool.connection-timeout", "500ms")
            .agent())) {
      Scrape scrape = program.scrape();
      awaitStatus(200, program, scrape);
      server.stop();
      awaitStatus(503, program, scrape);
      assertTrue(scrape.get("/health").body().startsWith("{\"status\":\"down\""));
      server.startAgain();
      awaitStatus(200, program, scrape);
    }
  }
}

package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.programs.Pause;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ManyPoolsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void poolsThatWereClosedLeaveNoMetricsAndNoBeans() {
    try (Console console = Console.start(Console.on(PostgresServer.shared())
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent())) {
      console.pool("kept", 1);
      console.ask("churn 5");
      assertTrue(console.scrape().get("/metrics").body().contains("\"kept\""));
      int before = console.scrape().metrics().samples().size();
      assertEquals("churned", console.ask("churn 40"));
      String page = console.scrape().get("/metrics").body();
      assertFalse(page.contains("churn-"), page);
      assertEquals(before, console.scrape().metrics().samples().size(), page);
      assertFalse(console.scrape().get("/overview").body().contains("churn-"));
      Pause.until(() -> !console.ask("beans").contains("churn-"), PATIENCE, console::saidBesides);
    }
  }
}

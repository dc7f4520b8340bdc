package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.api.Test;

final class BeansTest {
  @Test
  void aPoolIsABeanWithItsSettingsAndNumbers() {
    try (Console console = Console.start(Console.on(PostgresServer.shared())
        .agent("metrics.listen=off,pool.max-size=4,session.statement-timeout=30s"))) {
      console.pool("main", 7);
      console.jvm().await("warm-up complete pool=main");
      console.query("main", "SELECT 1");
      String beans = console.beans("main");
      for (String shown : new String[] {
        "io.tripmeter:type=Pool,name=\"main\"",
        "Max=4",
        "Idle=4",
        "Used=0",
        "Pending=0",
        "Invalid=0",
        "Product=HikariCP",
        "WarmUp=4 of 4 in ",
        "7 -> 4",
        "statement_timeout: ",
        "query="
      }) {
        assertTrue(beans.contains(shown), () -> shown + " is missing in " + beans);
      }
    }
  }
}

package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** A port that another process holds is a line in the log, and is used once it is free. */
final class TakenPortTest {
  @Test
  void aTakenPortIsTriedAgain() throws IOException {
    ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    String address = "127.0.0.1:" + holder.getLocalPort();
    try (Console console = Console.start(Console.on(PostgresServer.shared())
        .property("tripmeter.metrics.listen", address)
        .agent())) {
      assertEquals("open", console.pool("main", 2));
      console.jvm().await("no metrics, health and page until this address can be used");
      assertEquals("1", console.query("main", "SELECT 1"));
      holder.close();
      console.jvm().await("metrics listening address=" + address);
      assertEquals(200, console.scrape().get("/health").statusCode());
    } finally {
      holder.close();
    }
  }
}

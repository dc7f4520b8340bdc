package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the first connections cannot tell what stands there, a later one is asked. */
final class ProbeAgainTest {
  private static final int MOST = 60;

  /** On a server of its own: the function is taken from everybody. */
  @Test
  void aLaterConnectionOfThePoolTells() throws InterruptedException {
    try (PostgresServer server = PostgresServer.start();
        Application application = Application.with().start()) {
      server.execute("REVOKE EXECUTE ON FUNCTION pg_catalog.pg_backend_pid() FROM PUBLIC");
      application.pool("main", server, server.url(), "maximumPoolSize=" + MOST, "minimumIdle=2");
      String line = application.await("DB endpoint could not be asked what it is");
      assertTrue(line.contains("pool=main"), line);
      assertEquals(List.of(), application.said("DB endpoint is "));
      server.execute("GRANT EXECUTE ON FUNCTION pg_catalog.pg_backend_pid() TO PUBLIC");
      for (int i = 0; i < MOST && application.said("DB endpoint is ").isEmpty(); i++) {
        // Each is a connection more, because none comes back.
        assertEquals("held", application.tell("hold", "main", "1"));
        Thread.sleep(100);
      }
      String known = Poolers.verdict(application, "main");
      assertTrue(known.contains("the server itself") && known.contains("proven=true"), known);
      assertEquals(1, application.said("DB endpoint is ").size(), application.output());
    }
  }
}

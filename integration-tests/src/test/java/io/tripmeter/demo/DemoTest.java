package io.tripmeter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tripmeter.testing.Link;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
final class DemoTest {
  /** The demo's steps on a short link: what they take there is nobody's promise, what they cost is. */
  @Test
  void whatTripmeterSaysOfEveryStepOfTheDemoIsWhatTheLinkSaw() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(10)).open()) {
      Application.migrate(server);
      try (Application application = Application.startWithTripmeter(server, link)) {
        for (Cost cost : Visit.to(application)) {
          assertEquals(
              OptionalLong.of(cost.onTheLink().turnArounds()), cost.reported(), cost.what());
        }
        assertEquals(
            List.of("/api/tasks         19 repeat", "/api/orders        19 single_write"),
            application.avoidable());
      }
    }
  }

  @Test
  void behindAPoolerOrdersFailWithoutTripmeterAndNoneWithIt() throws Exception {
    String version = PoolerPrograms.anyPgBouncer().orElse("");
    assumeFalse(version.isEmpty(), "no PgBouncer");
    try (PostgresServer server = PostgresServer.start()) {
      Application.migrate(server);
      PoolerAct act = new PoolerAct(server);
      PoolerAct.Outcome without = act.outcome(version, false);
      assertTrue(without.failed() > 0, without::toString);
      assertEquals("30s", without.anothersTimeout());
      PoolerAct.Outcome with = act.outcome(version, true);
      assertEquals(0, with.failed(), with::toString);
      assertEquals("0", with.anothersTimeout());
    }
  }
}

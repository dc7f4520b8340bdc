package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only HikariCP's pools do when they are warmed up, and how long creation waits. */
final class WarmUpTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final PostgresServer SERVER = PostgresServer.shared();

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static int order(Application application, String name, Link link, String... settings) {
    return application.order(
        Application.poolCommand(name, "constructor", SERVER, SERVER.url(link), settings));
  }

  /** Pools of the newest line, each with what its test says of it. */
  private static Application start() {
    return APPLICATIONS.start(Application.with()
        .setting("pools.waiting.warmup.wait", "30s")
        .setting("pools.waiting.warmup.parallelism", "2")
        .setting("pools.impatient.warmup.wait", "200ms")
        .setting("pools.impatient.warmup.parallelism", "1"));
  }

  /** 3.4 cannot do it on Java 9 and later: it sets its executor's core size above the maximum. */
  static List<String> hikarisThatFill() {
    return Libraries.HIKARICP.stream()
        .filter(version -> !version.startsWith("3."))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("hikarisThatFill")
  void aPoolThatIsToldToFillItselfIsLeftToIt(String hikari) {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with()
            .hikari(hikari)
            .property("com.zaxxer.hikari.blockUntilFilled", "true")
            .start()) {
      application.pool(
          "main", SERVER, link, "maximumPoolSize=8", "initializationFailTimeout=20000");
      Eventually.pause(500);
      assertEquals(8, link.open());
      assertEquals(8, link.count().connections());
    }
  }

  @Test
  void poolCreationWaitsForTheWarmUpWhenTold() {
    try (Link link = link();
        Application application = start()) {
      application.pool("waiting", SERVER, link, "maximumPoolSize=10");
      assertEquals(10, link.open());
    }
  }

  @Test
  void poolCreationWaitsNoLongerThanTold() {
    try (Link link = link();
        Application application = start()) {
      int order = order(application, "impatient", link, "maximumPoolSize=3");
      Eventually.equal(2L, () -> Math.min(2, link.count().connections()), application::output);
      link.stall();
      assertEquals("created", application.answer(order));
      assertEquals(List.of(), application.said("warm-up.* pool=impatient"));
      link.restore();
      application.warmedUp("impatient");
    }
  }

  @Test
  void itsEndIsOneObjectInJson() {
    try (Link link = link();
        Application application =
            Application.with().setting("log.format", "json").start()) {
      application.pool("twenty", SERVER, link, "maximumPoolSize=20");
      String line = application.await("warm-up complete.*\"twenty\"");
      assertTrue(
          line.startsWith(
              "{\"level\":\"info\",\"requested\":20,\"warmed\":20,\"message\":\"DB pool warm-up complete\","),
          line);
      assertTrue(line.contains("\"pool\":\"twenty\"") && line.matches(".*\"millis\":\\d+}"), line);
    }
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.testing.Libraries#hikaricpForFaults")
  void aPoolThatClosesDuringItsWarmUpLeavesNoConnectionOpen(String hikari) {
    try (Link link = link();
        Application application =
            Application.with().hikari(hikari).setting("warmup.parallelism", "2").start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=20");
      assertEquals("closed", application.tell("close", "main"));
      Eventually.equal(0, link::open, application::output);
      Eventually.pause(500);
      assertEquals(0, link.open());
      assertTrue(link.count().connections() < 20, () -> link.count() + "\n" + application.output());
      assertFalse(application.output().contains("WARN"), application.output());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }
}

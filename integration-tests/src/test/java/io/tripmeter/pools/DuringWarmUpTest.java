package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application does not wait for a warm-up: it borrows meanwhile, or closes the pool again. */
final class DuringWarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  static List<String> hikaris() {
    return Libraries.hikaricpForFaults();
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void neverMoreThanTheMaximumIsOpenWhenThreadsBorrowMeanwhile(String hikari) {
    try (Link link = link();
        Application application =
            Application.with().hikari(hikari).setting("warmup.parallelism", "3").start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=10");
      int[] orders = new int[30];
      for (int i = 0; i < orders.length; i++) {
        orders[i] = application.order("ask", "main", "SELECT 1 FROM pg_sleep(0.05)");
      }
      for (int order : orders) {
        assertEquals("1", application.answer(order));
      }
      String line = application.warmedUp("main");
      assertTrue(line.contains("warmed=10"), line);
      assertEquals(10, link.peak());
      assertEquals(10, link.open());
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
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

  @Test
  void aPoolThatClosesWhileHandshakesHangLeavesNoConnectionOpen() {
    try (Link link = link();
        Application application = Application.with().start()) {
      link.stall();
      int order = application.order(Application.poolCommand(
          "main",
          "constructor",
          SERVER,
          SERVER.url(link),
          "maximumPoolSize=5",
          "initializationFailTimeout=-1"));
      assertEquals("created", application.answer(order));
      Eventually.equal(5, link::open, application::output);
      int close = application.order("close", "main");
      Eventually.pause(300);
      link.restore();
      assertEquals("closed", application.answer(close));
      Eventually.equal(0, link::open, application::output);
    }
  }
}

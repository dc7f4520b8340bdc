package io.tripmeter.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Pooler;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of endpoints does not grow with those who use them. */
class EndpointTest {
  private static final Settings SETTINGS = Configuration.ofArguments("");

  private static Endpoint of(String host, String user) {
    Properties effective = new Properties();
    effective.setProperty("PGHOST", host);
    effective.setProperty("PGPORT", "5432");
    effective.setProperty("PGDBNAME", "orders");
    effective.setProperty("user", user);
    return Endpoint.of(effective, SETTINGS);
  }

  @Test
  void tenThousandUsersOfOneServerAreOnePoolerAndAFewEndpoints() {
    Set<Pooler> poolers = new HashSet<>();
    for (int user = 0; user < 10_000; user++) {
      poolers.add(of("rotating.example.com", "v-token-" + user).pooler());
    }
    assertEquals(1, poolers.size());
    assertTrue(KnownEndpoints.size() <= 500, () -> "" + KnownEndpoints.size());
  }

  @Test
  void whatIsUsedAgainAndAgainStays() {
    Endpoint used = of("steady.example.com", "app");
    for (int user = 0; user < 2_000; user++) {
      of("rotating.example.com", "v-" + user);
      assertSame(used, of("steady.example.com", "app"));
    }
  }

  /** Open connections are looked at again only if there is something new. */
  @Test
  void whatWasLearntIsToldFromWhatWasKnown() {
    Endpoint endpoint = of("taught.example.com", "app");
    Pooler pooler = endpoint.pooler();
    List<Runnable> lessons = List.of(
        pooler::awaitProbe,
        () -> pooler.seen(7, 8),
        () -> pooler.seenBySecond(8, 8, false),
        () -> pooler.seenBySecond(8, 8, true),
        () -> endpoint.refuses("statement_timeout"),
        () -> endpoint.begin().proven("statement_timeout=1"),
        () -> endpoint.begin().failed(),
        pooler::refusesTransactions);
    for (int i = 0; i < lessons.size(); i++) {
      long before = endpoint.learnt();
      lessons.get(i).run();
      long after = endpoint.learnt();
      assertNotEquals(before, after, "lesson " + i);
      lessons.get(i).run();
      assertEquals(after, endpoint.learnt(), "lesson " + i + " again");
    }
    long before = endpoint.learnt();
    endpoint.refusesOneOf(Set.of("lock_timeout"));
    assertNotEquals(before, endpoint.learnt());
  }

  @Test
  void tenThousandServersAreBoundedToo() {
    for (int host = 0; host < 10_000; host++) {
      of("tenant-" + host + ".example.com", "app");
    }
    assertTrue(Endpoint.poolers().size() <= 500, () -> "" + Endpoint.poolers().size());
  }
}

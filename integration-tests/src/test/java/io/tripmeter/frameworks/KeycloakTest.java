package io.tripmeter.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keycloak 26 on Quarkus, Hibernate and Agroal: what an administrator does costs the same and answers the same with the agent. */
@Tag("matrix")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class KeycloakTest {
  private static final Duration DELAY = Duration.ofMillis(4);

  /** All of its resources below the first are found by locators. */
  private static final Set<String> ROUTES = Set.of(
      "/realms/{realm}/protocol/{protocol}/token",
      "/admin/realms",
      "/admin/realms/{realm}",
      "/admin/realms/{realm}/users",
      "/admin/realms/{realm}/users/{user-id}",
      "/admin/realms/{realm}/users/{user-id}/role-mappings/realm/composite",
      "/admin/realms/{realm}/users/{user-id}/sessions",
      "/admin/realms/{realm}/clients");

  @BeforeAll
  static void build() {
    Keycloak.build();
  }

  @Test
  void anAdministratorSeesItsLinesAndRoutesAndNoDifference() throws Exception {
    List<String> bare = administeredWithoutTheAgent();
    try (PostgresServer server = PostgresServer.start();
        Link link = Link.to(server).joiningBegin().logging().open();
        Keycloak keycloak = Keycloak.start(
            Keycloak.program().agent("metrics.listen=127.0.0.1:0,slow-query.threshold=1ms"),
            server,
            link)) {
      int start = keycloak.jvm().lineCount();
      assertSumsAreExact(keycloak, link);
      assertEquals(bare, keycloak.answers());
      assertCallersAreKeycloaks(keycloak, start);
    }
  }

  private static List<String> administeredWithoutTheAgent() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Link link = Link.to(server).joiningBegin().logging().open();
        Keycloak keycloak = Keycloak.start(Keycloak.program(), server, link)) {
      keycloak.administer();
      return keycloak.answers();
    }
  }

  private static void assertSumsAreExact(Keycloak keycloak, Link link) throws Exception {
    Scrape scrape = Scrape.of(keycloak.jvm());
    link.roundTrip(DELAY);
    link.awaitIdle(Duration.ofSeconds(1), Duration.ofSeconds(60));
    Metrics before = scrape.metrics();
    Link.Count mark = link.mark();
    keycloak.administer();
    link.awaitIdle(Duration.ofSeconds(1), Duration.ofSeconds(60));
    Metrics after = scrape.metrics();
    assertEquals(
        link.since(mark).turnArounds(),
        difference("tripmeter_round_trips_total", before, after),
        () -> String.join("\n", link.log()));
    assertEquals(
        keycloak.answers().size(),
        difference("tripmeter_request_round_trips_count", before, after));
    assertTrue(routes(after).containsAll(ROUTES), routes(after)::toString);
  }

  private static long difference(String metric, Metrics before, Metrics after) {
    return Math.round(after.sum(metric) - before.sum(metric));
  }

  private static Set<String> routes(Metrics metrics) {
    return metrics.samples().stream()
        .filter(sample -> sample.name().equals("tripmeter_request_round_trips_count"))
        .map(sample -> sample.labels().get("route"))
        .collect(Collectors.toSet());
  }

  private static void assertCallersAreKeycloaks(Keycloak keycloak, int start) {
    List<String> output = keycloak.jvm().output().lines().toList();
    assertEquals(
        List.of(),
        output.stream()
            .filter(line -> line.matches("\\S+ \\S+ ERROR .*|tripmeter: error.*"))
            .toList());
    List<String> statements = output.stream()
        .skip(start)
        .filter(line -> line.contains("slow query ") || line.contains("statement repeated"))
        .toList();
    assertTrue(statements.size() > 50, keycloak.jvm()::output);
    assertEquals(
        List.of(),
        statements.stream()
            .filter(line -> !line.matches(".* caller=org\\.keycloak\\.(?!.*Proxy\\.).*"))
            .toList());
  }
}

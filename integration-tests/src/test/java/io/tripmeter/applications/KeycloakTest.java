package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Scrape;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Keycloak 26 (Quarkus, Hibernate, Agroal): what an administrator does has the same answers, exact sums, and lines of its own as callers. */
@Tag("matrix")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class KeycloakTest {
  static final List<String> PLACES = Site.PLACES;

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

  /** Most of its objects are read and deleted one by one. */
  private static final List<String> WARNINGS = List.of(
      "warn: statement is being repeated in one request (N+1); fetch it once for all with a join or = ANY (?), or send it as a batch");

  /** Its Liquibase creates the tables. */
  private static final List<String> WARNINGS_BEHIND_PGBOUNCER = List.of(
      "warn: migration runs through a pooler that may share sessions, where its locks and settings may"
          + " be lost: name the server in endpoint.direct",
      WARNINGS.get(0));

  @BeforeAll
  static void build() {
    Keycloak.build();
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void anAdministratorSeesNoDifference(String place) throws Exception {
    List<String> bare;
    try (Site site = Site.of(place);
        Keycloak keycloak = Keycloak.start(Keycloak.program(), site)) {
      bare = keycloak.use();
      assertEquals(List.of(), Said.errors(keycloak.jvm()));
    }
    try (Site site = Site.of(place);
        Keycloak keycloak = Keycloak.start(
            Keycloak.program().agent("metrics.listen=127.0.0.1:0,slow-query.threshold=1ms"),
            site)) {
      int start = keycloak.jvm().lineCount();
      assertEquals(bare, Sums.assertExact(keycloak.jvm(), site.link(), keycloak::use));
      Set<String> routes = Sums.routes(keycloak.jvm());
      assertTrue(routes.containsAll(ROUTES), routes::toString);
      assertEquals(
          bare.size(),
          Scrape.of(keycloak.jvm()).metrics().sum("tripmeter_request_round_trips_count"));
      assertEquals(List.of(), Said.errors(keycloak.jvm()));
      assertEquals(List.of(), Said.strangeCallers(keycloak.jvm(), start, "org.keycloak."));
      assertEquals(
          List.of(),
          Said.lines(keycloak.jvm()).stream()
              .filter(line -> line.matches(".* caller=\\S*Proxy\\..*"))
              .toList());
      assertEquals(
          place.equals(Site.DIRECT) ? WARNINGS : WARNINGS_BEHIND_PGBOUNCER,
          Said.warnings(keycloak.jvm()));
    }
  }
}

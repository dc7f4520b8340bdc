package io.tripmeter.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.signals.metrics.Telemetry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which endpoints are tried, in which order, and what is said; the endpoints are names. */
final class EndpointSelectionTest {
  private static final String POOLER = "jdbc:postgresql://pool:6432/orders?a=b";
  private static final String DIRECT = "jdbc:postgresql://db:5433/orders?a=b";
  private static final String NEON_POOLED = "jdbc:postgresql://ep-a-1-pooler.eu.neon.tech/orders";
  private static final String NEON_DIRECT = "jdbc:postgresql://ep-a-1.eu.neon.tech:5432/orders";

  private final CapturedLog log = CapturedLog.start();
  private final EndpointSwitches switches =
      new Telemetry(Runnable::run).counters().endpointSwitches();
  private final EndpointSelection selection = new EndpointSelection(switches);
  private final List<String> tried = new ArrayList<>();
  private final Map<String, SQLException> down = new HashMap<>();

  private final class Script implements EndpointSelection.Opener {
    @Override
    public @Nullable Properties effective(String url) {
      return org.postgresql.Driver.parseURL(url, new Properties());
    }

    @Override
    public @Nullable Connection open(String url) throws SQLException {
      tried.add(url);
      SQLException failure = down.get(url);
      if (failure != null) {
        throw failure;
      }
      return null;
    }
  }

  @AfterEach
  void stop() {
    log.close();
  }

  private static SQLException unreachable(String what) {
    return new SQLException(what, "08001");
  }

  private List<String> open(String arguments, String url, boolean migration)
      throws SQLException, ReflectiveOperationException {
    Settings settings = Configuration.ofArguments(arguments).forPool("main");
    tried.clear();
    selection.open(settings, new Script(), url, "main", migration);
    return List.copyOf(tried);
  }

  private List<String> open(String arguments, String url)
      throws SQLException, ReflectiveOperationException {
    return open(arguments, url, false);
  }

  private long lines(String text) {
    return log.lines().stream().filter(line -> line.contains(text)).count();
  }

  @Test
  void withoutAWordOfTheOperatorsEverythingGoesAsGiven() throws Exception {
    assertEquals(List.of(POOLER), open("", POOLER));
    assertEquals(List.of(NEON_POOLED), open("", NEON_POOLED));
    assertEquals(List.of(POOLER), open("endpoint.direct=db:5433", POOLER));
    assertEquals(List.of(), log.lines());
  }

  @Test
  void theDirectOneIsNamedOrNeons() throws Exception {
    assertEquals(List.of(DIRECT), open("endpoint=direct,endpoint.direct=db:5433", POOLER));
    assertEquals(List.of(NEON_DIRECT), open("endpoint=direct", NEON_POOLED));
    assertEquals(2, lines("connections use another endpoint"));
    assertEquals(List.of(DIRECT), open("endpoint=direct,endpoint.direct=db:5433", DIRECT));
    assertEquals(List.of(NEON_DIRECT), open("endpoint=direct", NEON_DIRECT));
    assertEquals(2, log.lines().size(), log.lines().toString());
  }

  @Test
  void thePooledOneIsNeons() throws Exception {
    assertEquals(
        List.of(NEON_POOLED.replace("tech/", "tech:5432/")), open("endpoint=pooler", NEON_DIRECT));
    assertEquals(List.of(NEON_POOLED), open("endpoint=pooler", NEON_POOLED));
    assertEquals(List.of(POOLER), open("endpoint=pooler,endpoint.direct=db:5433", POOLER));
    assertEquals(0, lines("cannot be switched"));
    assertEquals(List.of(DIRECT), open("endpoint=pooler,endpoint.direct=db:5433", DIRECT));
    assertEquals(1, lines("the pooler's name is not known"));
  }

  @Test
  void whatIsNotKnownIsSaidOnceAndGoesAsGiven() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of(POOLER), open("endpoint=direct", POOLER));
      assertEquals(List.of(POOLER), open("endpoint.failover=true", POOLER));
      String hosts = "jdbc:postgresql://a,b/orders";
      assertEquals(List.of(hosts), open("endpoint=direct,endpoint.direct=db", hosts));
    }
    assertEquals(3, lines("endpoint cannot be switched"), log.lines().toString());
    assertEquals(3, log.lines().size(), log.lines().toString());
  }

  @Test
  void aDirectEndpointThatIsDownNeverFailsWhatCouldRunAsGiven() throws Exception {
    String direct = "endpoint=direct,endpoint.direct=db:5433";
    down.put(DIRECT, unreachable("refused"));
    assertEquals(List.of(DIRECT, POOLER), open(direct, POOLER));
    assertEquals(List.of(POOLER), open(direct, POOLER), "known to be down");
    assertEquals(1, lines("endpoint cannot be reached"));
    assertEquals(1, switches.away().size());
    down.put(POOLER, unreachable("the pooler's words"));
    SQLException failure = assertThrows(SQLException.class, () -> open(direct, POOLER));
    assertEquals("the pooler's words", failure.getMessage());
    assertEquals(List.of(POOLER, DIRECT), tried, "it might be back");
    down.remove(DIRECT);
    assertEquals(List.of(POOLER, DIRECT), open(direct, POOLER));
    assertEquals(1, lines("endpoint is back"));
    assertEquals(0, switches.away().size());
    assertEquals(List.of(DIRECT), open(direct, POOLER));
  }

  @Test
  void aDirectEndpointThatRefusesThePasswordDoesNotFailItEither() throws Exception {
    String direct = "endpoint=direct,endpoint.direct=db:5433";
    down.put(DIRECT, new SQLException("password authentication failed", "28P01"));
    assertEquals(List.of(DIRECT, POOLER), open(direct, POOLER));
    assertEquals(List.of(POOLER), open(direct, POOLER));
    assertEquals(1, lines("endpoint refuses the connection"));
    down.put(POOLER, new SQLException("as given", "28P01"));
    assertEquals(
        "as given", assertThrows(SQLException.class, () -> open(direct, POOLER)).getMessage());
    assertEquals(List.of(POOLER), tried);
  }

  @Test
  void aFailoverGoesToTheOtherAndIsForWhatCannotBeReachedOnly() throws Exception {
    String failover = "endpoint.failover=true,endpoint.direct=db:5433";
    assertEquals(List.of(POOLER), open(failover, POOLER));
    down.put(POOLER, new SQLException("password authentication failed", "28P01"));
    assertThrows(SQLException.class, () -> open(failover, POOLER));
    assertEquals(List.of(POOLER), tried);
    down.put(POOLER, unreachable("the pooler's words"));
    assertEquals(List.of(POOLER, DIRECT), open(failover, POOLER));
    assertEquals(List.of(DIRECT), open(failover, POOLER));
    assertEquals(1, lines("endpoint cannot be reached"));
    down.put(DIRECT, unreachable("the server's words"));
    SQLException failure = assertThrows(SQLException.class, () -> open(failover, POOLER));
    assertEquals("the pooler's words", failure.getMessage());
    down.remove(POOLER);
    assertEquals(List.of(DIRECT, POOLER), open(failover, POOLER));
    assertEquals(1, lines("endpoint is back"));
  }

  @Test
  void aFailoverOfADirectOneGoesToItsPooler() throws Exception {
    down.put(NEON_DIRECT, unreachable("refused"));
    assertEquals(
        List.of(NEON_DIRECT, NEON_POOLED.replace("tech/", "tech:5432/")),
        open("endpoint.failover=true", NEON_DIRECT));
  }

  @Test
  void bothDownIsNoSwitchAndTheApplicationsOwnEndpointHasTheWord() {
    down.put(POOLER, unreachable("the pooler's words"));
    down.put(DIRECT, unreachable("the server's words"));
    for (String arguments : List.of("endpoint=direct", "endpoint.failover=true")) {
      SQLException failure = assertThrows(
          SQLException.class, () -> open(arguments + ",endpoint.direct=db:5433", POOLER));
      assertEquals("the pooler's words", failure.getMessage());
      assertEquals(2, tried.size());
    }
    assertEquals(List.of(), log.lines());
  }

  @Test
  void aMigrationGoesDirectUnlessItIsToldNotTo() throws Exception {
    assertEquals(List.of(DIRECT), open("endpoint.direct=db:5433", POOLER, true));
    assertEquals(List.of(DIRECT), open("endpoint.direct=db:5433,endpoint=pooler", POOLER, true));
    assertEquals(List.of(NEON_DIRECT), open("", NEON_POOLED, true));
    assertEquals(2, lines("migration goes to the direct endpoint"));
    assertEquals(
        List.of(POOLER),
        open("endpoint.direct=db:5433,endpoint.migrations=as-given", POOLER, true));
    assertEquals(List.of(DIRECT), open("endpoint.direct=db:5433", DIRECT, true));
    assertEquals(2, log.lines().size(), log.lines().toString());
  }

  @Test
  void anotherServersCredentialsDoNotGoToTheDirectEndpointThatIsNamedForAll() throws Exception {
    String other = "jdbc:postgresql://billing:5432/bills";
    String direct = "endpoint.direct=db:5433";
    assertEquals(List.of(DIRECT), open(direct, POOLER, true));
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of(other), open(direct, other, true));
      assertEquals(List.of(other), open(direct + ",endpoint=direct", other));
      down.put(other, unreachable("refused"));
      assertThrows(
          SQLException.class, () -> open(direct + ",endpoint.failover=true", other, false));
      assertEquals(List.of(other), tried);
      down.clear();
    }
    assertEquals(1, lines("endpoint cannot be switched"), log.lines().toString());
    assertEquals(1, lines("that of billing:5432 in pools.<name>.endpoint.direct"));
    assertEquals(List.of(DIRECT), open(direct, POOLER, true));
    assertEquals(List.of(DIRECT), open(direct, DIRECT, true));
  }

  @Test
  void theDirectEndpointThatIsNamedForAllIsThePoolersOnceThatIsSeen() throws Exception {
    String plain = "jdbc:postgresql://first:5432/orders";
    String moved = "jdbc:postgresql://db:5433/orders";
    String direct = "endpoint=direct,endpoint.direct=db:5433";
    assertEquals(List.of(moved), open(direct, plain));
    assertEquals(List.of(DIRECT), open(direct, POOLER));
    assertEquals(List.of(plain), open(direct, plain));
    assertEquals(
        List.of(plain.replace("first:5432", "pool2:6432")),
        open(direct, "jdbc:postgresql://pool2:6432/orders"));
    assertEquals(List.of(DIRECT), open(direct, POOLER));
    assertEquals(2, lines("endpoint cannot be switched"), log.lines().toString());
  }

  @Test
  void aPoolsOwnDirectEndpointIsThatPools() throws Exception {
    String other = "jdbc:postgresql://pool3:6432/bills";
    String all = "endpoint=direct,endpoint.direct=db:5433";
    assertEquals(List.of(DIRECT), open(all, POOLER));
    assertEquals(
        List.of("jdbc:postgresql://db3:5432/bills"),
        open(all + ",pools.main.endpoint.direct=db3", other));
    assertEquals(0, lines("endpoint cannot be switched"), log.lines().toString());
  }

  @Test
  void aMigrationWhoseDirectEndpointIsDownGoesAsGivenAndSaysSo() throws Exception {
    down.put(DIRECT, unreachable("refused"));
    assertEquals(List.of(DIRECT, POOLER), open("endpoint.direct=db:5433", POOLER, true));
    assertEquals(List.of(POOLER), open("endpoint.direct=db:5433", POOLER, true));
    assertEquals(1, lines("migration goes as given"));
    assertEquals(1, log.lines().size(), log.lines().toString());
  }

  @Test
  void aMigrationThroughATransactionPoolerIsWarnedOf() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of(POOLER), open("", POOLER, true));
    }
    String plain = "jdbc:postgresql://server/orders";
    assertEquals(List.of(plain), open("", plain, true));
    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(
        log.lines().get(0).contains("migration runs through a pooler that may share sessions"));
    assertTrue(log.lines().get(0).contains("endpoint.direct"));
  }

  @Test
  void parametersOfTheDirectUrlAreIgnoredWithALine() throws Exception {
    String arguments =
        "endpoint=direct,endpoint.direct=jdbc:postgresql://db:5433/real?user=other&sslmode=require";
    assertEquals(List.of("jdbc:postgresql://db:5433/real?a=b"), open(arguments, POOLER));
    assertEquals(1, lines("parameters in endpoint.direct are ignored"));
  }

  @Test
  void adviceNamesTheEndpointAndChangesNothing() throws Exception {
    Settings settings = Configuration.ofArguments("endpoint=direct,endpoint.direct=db:5433");
    selection.advise(settings, new Script(), POOLER, "main");
    selection.advise(settings, new Script(), POOLER, "main");
    assertEquals(List.of(), tried);
    assertEquals(1, lines("connections would use another endpoint"));
  }

  private boolean leadsMigrationElsewhere(String arguments, String url) {
    return selection.leadMigrationElsewhere(
        Configuration.ofArguments(arguments).forPool("main"),
        org.postgresql.Driver.parseURL(url, new Properties()),
        "main");
  }

  @Test
  void aMigrationThatBorrowsLeavesThePoolOnlyForAnotherEndpoint() {
    assertFalse(leadsMigrationElsewhere("", POOLER));
    assertTrue(leadsMigrationElsewhere("endpoint.direct=db:5433", POOLER));
    assertFalse(leadsMigrationElsewhere("endpoint.direct=db:5433", DIRECT));
    assertFalse(
        leadsMigrationElsewhere("endpoint.direct=db:5433,endpoint.migrations=as-given", POOLER));
    assertTrue(leadsMigrationElsewhere("", NEON_POOLED));
    assertFalse(leadsMigrationElsewhere("", NEON_DIRECT));
  }

  @Test
  void aMigrationThatBorrowsStaysWhereTheDirectEndpointIsAnotherAddresss() {
    assertTrue(leadsMigrationElsewhere("endpoint.direct=db:5433,pooler=transaction", POOLER));
    assertFalse(leadsMigrationElsewhere(
        "endpoint.direct=db:5433,pooler=transaction", "jdbc:postgresql://reports:6432/reports"));
    assertEquals(1, lines("endpoint.direct is the direct endpoint of another address"));
  }

  @Test
  void aMigrationThatBorrowsThroughATransactionPoolerIsWarnedOf() {
    assertFalse(leadsMigrationElsewhere("pooler=transaction", "jdbc:postgresql://lone:6432/o"));
    assertEquals(1, lines("migration runs through a pooler that may share sessions"));
  }

  @Test
  void usersThatRotateAreForgotten() throws Exception {
    Settings settings = Configuration.ofArguments("endpoint.failover=true").forPool("orders");
    for (int user = 0; user < 10_000; user++) {
      selection.open(
          settings, new Script(), NEON_POOLED + "?user=v-token-" + user, "orders", false);
    }
    assertTrue(selection.remembered() <= 500, () -> "" + selection.remembered());
    assertTrue(selection.remembered() >= 100, () -> "" + selection.remembered());
  }
}

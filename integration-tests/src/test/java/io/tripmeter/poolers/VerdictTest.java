package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.Pgpool;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before the server, as the log, JMX and a metric have it. */
final class VerdictTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final PostgresServer SERVER = Poolers.server();

  private static void assertVerdict(
      Application application, String pool, String sentence, String verdict) {
    String line = Poolers.verdict(application, pool);
    assertTrue(line.contains("DB endpoint is " + sentence), line);
    assertTrue(line.contains("verdict=") && line.contains(verdict), line);
    assertTrue(line.contains("evidence="), line);
    Eventually.equal(
        1.0,
        () -> application
            .metrics()
            .value("tripmeter_pooler_info", "pool", pool, "verdict", verdict)
            .orElse(0.0),
        application::output);
    Eventually.equal(
        true,
        () -> application.tell("beans").matches(".*name=\"" + pool + "\" Pooler=" + verdict + ".*"),
        () -> application.tell("beans"));
    assertEquals(
        1, application.said("DB endpoint is .*pool=" + pool + " ").size(), application.output());
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void aTransactionPoolerIsProven(String version) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).poolSize(1).start();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("proven" + version, SERVER, pooler.url(), "maximumPoolSize=4");
      assertTrue(
          application.warmedUp("proven" + version).contains("warmed=4"), application::output);
      assertVerdict(
          application, "proven" + version, "behind a transaction pooler", "transaction pooler");
      String line = Poolers.verdict(application, "proven" + version);
      assertTrue(line.contains("proven=true"), line);
    }
  }

  /** With several connections to the server, chance decides whether two clients meet on one of them. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void oneOfSeveralConnectionsIsProvenOrTakenForTheWorse(String version) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).poolSize(20).start();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("several" + version, SERVER, pooler.url(), "maximumPoolSize=4");
      String line = Poolers.verdict(application, "several" + version);
      assertTrue(line.contains("a transaction pooler") || line.contains("an unknown proxy"), line);
      assertEquals(
          "30s", application.tell("transaction", "several" + version, "SHOW statement_timeout"));
      assertEquals("0", pooler.value("SHOW statement_timeout"));
    }
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void aSessionPoolerIsNoTransactionPooler(String version) {
    try (PgBouncer pooler =
            Poolers.pgBouncer(version, SERVER).sessionMode().poolSize(20).start();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("session" + version, SERVER, pooler.url(), "maximumPoolSize=4");
      application.warmedUp("session" + version);
      String line = Poolers.verdict(application, "session" + version);
      assertTrue(line.contains("a session pooler") || line.contains("an unknown proxy"), line);
    }
  }

  @Test
  void theServerItselfIsNamedSo() {
    try (Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("direct", SERVER, SERVER.url(), "maximumPoolSize=4");
      assertVerdict(application, "direct", "the server itself", "direct");
    }
  }

  @Test
  void aPoolOfOneIsTakenForTheWorseAndSaidSo() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).start();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("one", SERVER, pooler.url(), "maximumPoolSize=1");
      String line = Poolers.verdict(application, "one");
      assertTrue(line.contains("an unknown proxy") || line.contains("a transaction pooler"), line);
      assertEquals("30s", application.tell("transaction", "one", "SHOW statement_timeout"));
      assertEquals("0", pooler.value("SHOW statement_timeout"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session", "none"})
  void theOperatorsWordStands(String option) {
    Map<String, String> verdicts =
        Map.of("transaction", "transaction pooler", "session", "session pooler", "none", "direct");
    try (Application application =
        Application.withTimeouts().setting("pooler", option).start()) {
      application.pool("main", SERVER, SERVER.url(), "maximumPoolSize=2");
      String line = Poolers.verdict(application, "main");
      assertTrue(line.contains(verdicts.get(option)), line);
      assertEquals("30s", application.tell("transaction", "main", "SHOW statement_timeout"));
      assertEquals(
          option.equals("transaction") ? "0" : "30s",
          application.ask("main", "SHOW statement_timeout"));
    }
  }

  @Test
  void anotherPoolerWorksAndIsAnUnknownProxy() {
    assumeTrue(PoolerPrograms.pgpool().isPresent(), "no pgpool-II");
    try (Pgpool pooler = Pgpool.before(SERVER);
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("pgpool", SERVER, pooler.url(), "maximumPoolSize=4");
      assertTrue(application.warmedUp("pgpool").contains("warmed=4"), application::output);
      assertEquals("30s", application.tell("transaction", "pgpool", "SHOW statement_timeout"));
      assertEquals("{right=400}", application.tell("crowd", "pgpool", "4", "400", "3"));
      assertVerdict(application, "pgpool", "behind an unknown proxy", "unknown proxy");
    }
  }

  @Test
  void aLinkThatOnlyRelaysIsNoProxy() {
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("link", SERVER, link, "maximumPoolSize=2");
      assertVerdict(application, "link", "the server itself", "direct");
    }
  }
}

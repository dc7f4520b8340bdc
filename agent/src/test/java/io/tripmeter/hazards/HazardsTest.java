package io.tripmeter.hazards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.HazardCalls;
import io.tripmeter.boot.MigrationCalls;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.Telemetry;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.example.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HazardsTest {
  private static final String LOCK = "SELECT pg_advisory_lock(4711)";
  private static final AtomicInteger HOSTS = new AtomicInteger();

  private final CapturedLog log = CapturedLog.start();
  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final KnownEndpoints endpoints = new KnownEndpoints();
  private final Hazards hazards = new Hazards(Configuration.ofArguments(""), telemetry, endpoints);

  @AfterEach
  void closeLog() {
    log.close();
    ThreadState.current().setAgentThread(false);
    HazardCalls.watch(false);
  }

  /** Executors and their endpoints. */
  private static final class KnownEndpoints implements Endpoints {
    private final Map<Object, Endpoint> known = new HashMap<>();

    Object executorTo(Endpoint endpoint) {
      Object executor = new Object();
      known.put(executor, endpoint);
      return executor;
    }

    @Override
    public Endpoint endpointOf(Object executor) {
      return known.get(executor);
    }

    @Override
    public void refusesTransactions(Object executor) {
      endpointOf(executor).pooler().refusesTransactions();
    }

    @Override
    public PoolStats poolOf(Object executor) {
      return PoolStats.NONE;
    }
  }

  private static Endpoint endpoint(String arguments) {
    Settings settings = Configuration.ofArguments(arguments);
    Properties properties = new Properties();
    properties.setProperty("PGHOST", "db-" + HOSTS.incrementAndGet());
    properties.setProperty("PGDBNAME", "shop");
    Endpoint endpoint = Endpoint.of(properties, settings);
    endpoint.pooler().awaitProbe();
    return endpoint;
  }

  private Object executor(String arguments) {
    return endpoints.executorTo(endpoint(arguments));
  }

  private double counted(String feature) {
    return telemetry.counters().poolerHazards(feature).sum();
  }

  @Test
  void aStatementThatNeedsASessionIsReportedWithCallerAndRemedy() {
    Repository.parse(hazards, executor("pooler=transaction"), LOCK);
    assertEquals(1, log.lines().size(), log.lines().toString());
    String line = log.lines().get(0);
    assertTrue(
        line.startsWith("tripmeter: warn: pooler hazard: SQL that needs a session of its own"),
        line);
    assertTrue(line.contains(" feature=advisory-lock "), line);
    assertTrue(line.contains(" problem=\"" + Hazard.ADVISORY_LOCK.problem() + "\""), line);
    assertTrue(line.contains(" instead=\"" + Hazard.ADVISORY_LOCK.instead() + "\""), line);
    assertTrue(line.contains(" sql=\"SELECT pg_advisory_lock(?)\""), line);
    assertTrue(line.matches(".* statement_id=[0-9a-f]{16} .*"), line);
    assertTrue(
        line.matches(".* caller=org\\.example\\.Repository\\.parse\\(Repository\\.java:\\d+\\) .*"),
        line);
    assertTrue(line.matches(".* endpoint=db-\\d+:5432/shop .*"), line);
    assertTrue(
        line.contains(" pooler=\"transaction pooler (pooler=transaction; not proven)\""), line);
    assertEquals(1, counted("advisory-lock"));
  }

  @Test
  void aStatementIsReportedOnceForAllValuesAndConnections() {
    Endpoint endpoint = endpoint("pooler=transaction");
    for (int i = 0; i < 20; i++) {
      hazards.parsed(endpoints.executorTo(endpoint), "SELECT pg_advisory_lock(" + i + ")");
    }
    assertEquals(1, log.lines().size());
    assertEquals(1, counted("advisory-lock"));
  }

  @Test
  void eachFeatureOfAStatementIsReported() {
    hazards.parsed(executor("pooler=transaction"), "SET x.y = 'S3cr3t'; LISTEN jobs");
    assertEquals(2, log.lines().size());
    assertFalse(log.lines().toString().contains("S3cr3t"));
    assertEquals(1, counted("set"));
    assertEquals(1, counted("listen"));
  }

  @Test
  void nothingIsReportedIfEachClientHasASession() {
    hazards.parsed(executor("pooler=none"), LOCK);
    hazards.parsed(executor("pooler=session"), LOCK);
    hazards.parsed(new Object(), LOCK);
    hazards.failed(executor("pooler=none"), LOCK, new SQLException("x", "42P05"));
    assertEquals(List.of(), log.lines());
  }

  @Test
  void theAgentsOwnStatementsAreIgnored() {
    ThreadState.current().setAgentThread(true);
    Object executor = executor("pooler=transaction");
    hazards.parsed(executor, LOCK);
    hazards.failed(executor, LOCK, new SQLException("x", "26000"));
    assertEquals(List.of(), log.lines());
    ThreadState.current().setAgentThread(false);
    hazards.parsed(executor, LOCK);
    assertEquals(1, log.lines().size());
  }

  @Test
  void earlierFindingsAreReportedWhenTheEndpointProvesToBeAPooler() {
    Endpoint endpoint = endpoint("");
    Object executor = endpoints.executorTo(endpoint);
    Repository.parse(hazards, executor, LOCK);
    hazards.failed(executor, "COMMIT", new SQLException("x", "42P05"));
    assertEquals(List.of(), log.lines());
    assertEquals(0, counted("advisory-lock"));
    endpoint.pooler().seen(1, 2);
    hazards.settled(endpoint);
    assertEquals(2, log.lines().size(), log.lines().toString());
    String line = log.lines().get(0);
    assertTrue(line.contains("caller=org.example.Repository.parse("), line);
    assertTrue(line.contains("pooler=\"unknown proxy ("), line);
    hazards.settled(endpoint);
    hazards.parsed(executor, LOCK);
    assertEquals(2, log.lines().size());
  }

  /** Its texts are the tool's own or its scripts', and one line says what to do about all of them. */
  @Test
  void aMigrationsStatementsAreOneLineAndAreCounted() {
    Object executor = executor("pooler=transaction");
    MigrationCalls.enter();
    hazards.parsed(executor, LOCK);
    hazards.parsed(executor, "SET ROLE app");
    MigrationCalls.exit();
    assertEquals(1, log.lines().size(), log.lines().toString());
    String line = log.lines().get(0);
    assertTrue(line.contains("migration runs through a pooler that may share sessions"), line);
    assertTrue(line.contains("pooler=\"transaction pooler (pooler=transaction; not p"), line);
    assertEquals(1, counted("advisory-lock"));
    assertEquals(1, counted("set"));
    hazards.parsed(executor, LOCK);
    assertTrue(log.lines().get(1).contains("feature=advisory-lock"), log.lines().toString());
  }

  @Test
  void aMigrationsErrorsAreReported() {
    Object executor = executor("pooler=transaction");
    MigrationCalls.enter();
    hazards.failed(executor, "COMMIT", new SQLException("x", "42P05"));
    MigrationCalls.exit();
    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(log.lines().get(0).contains("feature=42P05"), log.lines().toString());
  }

  @Test
  void aMigrationThatHasEndedIsToldWhenTheEndpointProvesToBeAPooler() {
    Endpoint endpoint = endpoint("");
    MigrationCalls.enter();
    hazards.parsed(endpoints.executorTo(endpoint), LOCK);
    MigrationCalls.exit();
    assertEquals(List.of(), log.lines());
    endpoint.pooler().seen(1, 2);
    hazards.settled(endpoint);
    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(
        log.lines().get(0).contains("migration runs through"), log.lines().toString());
  }

  @Test
  void aMigrationThatIsToGoAsGivenSaysNothing() {
    Hazards asGiven = new Hazards(
        Configuration.ofArguments("endpoint.migrations=as-given"), telemetry, endpoints);
    MigrationCalls.enter();
    asGiven.parsed(executor("pooler=transaction"), LOCK);
    MigrationCalls.exit();
    assertEquals(List.of(), log.lines());
  }

  @Test
  void theNextStatementAlsoReleasesEarlierFindings() {
    Endpoint endpoint = endpoint("");
    Object executor = endpoints.executorTo(endpoint);
    hazards.parsed(executor, LOCK);
    endpoint.pooler().seen(1, 2);
    hazards.parsed(executor, "SELECT 1");
    assertEquals(1, log.lines().size());
  }

  @Test
  void earlierFindingsAreDroppedWhenTheServerItselfAnswers() {
    Endpoint endpoint = endpoint("");
    Endpoint other = endpoint("");
    hazards.parsed(endpoints.executorTo(endpoint), LOCK);
    hazards.parsed(endpoints.executorTo(other), LOCK);
    endpoint.pooler().seen(7, 7);
    hazards.settled(endpoint);
    hazards.parsed(endpoints.executorTo(endpoint), "LISTEN jobs");
    assertEquals(List.of(), log.lines());
    other.pooler().seen(1, 2);
    hazards.settled(other);
    assertEquals(1, log.lines().size());
  }

  @Test
  void heldFindingsAreBounded() {
    Endpoint endpoint = endpoint("");
    Object executor = endpoints.executorTo(endpoint);
    for (int i = 0; i < 1_000; i++) {
      hazards.parsed(executor, "LISTEN jobs" + i);
    }
    endpoint.pooler().seen(1, 2);
    hazards.settled(endpoint);
    assertEquals(200, counted("listen"));
    assertEquals(20, log.lines().size(), "lines for one caller");
  }

  @Test
  void aFindingIsHeldOnce() {
    Endpoint endpoint = endpoint("");
    Object executor = endpoints.executorTo(endpoint);
    for (int i = 0; i < 1_000; i++) {
      hazards.failed(executor, "COMMIT", new SQLException("x", "42P05"));
    }
    hazards.parsed(executor, LOCK);
    endpoint.pooler().seen(1, 2);
    hazards.settled(endpoint);
    assertEquals(1, counted("42P05"));
    assertEquals(1, counted("advisory-lock"));
  }

  @Test
  void reportedFindingsAreBounded() {
    Object executor = executor("pooler=transaction");
    for (int i = 0; i < 3_000; i++) {
      hazards.parsed(executor, "LISTEN jobs" + i);
    }
    assertEquals(1_000, counted("listen"));
    assertEquals(20, log.lines().size(), "lines for one caller");
    Repository.parse(hazards, executor("pooler=transaction"), LOCK);
    assertEquals(0, counted("advisory-lock"));
  }

  @Test
  void anErrorCausedByAPoolerIsReportedOnceForEachStatementAndState() {
    Object executor = executor("pooler=transaction");
    for (int i = 0; i < 3; i++) {
      Repository.fail(
          hazards, executor, "COMMIT", new SQLException("statement \"S_1\" S3cr3t", "42P05"));
    }
    Repository.fail(hazards, executor, "COMMIT", new SQLException("x", "26000"));
    Repository.fail(
        hazards,
        executor,
        "INSERT INTO t VALUES (1)",
        new BatchUpdateException("x", "42P05", new int[0]));
    assertEquals(3, log.lines().size(), log.lines().toString());
    String line = log.lines().get(0);
    assertTrue(
        line.startsWith("tripmeter: warn: pooler hazard: error caused by a shared server session"),
        line);
    assertTrue(line.contains(" feature=42P05 "), line);
    assertTrue(line.contains("prepareThreshold=0"), line);
    assertTrue(line.contains("caller=org.example.Repository.fail("), line);
    assertFalse(line.contains("S3cr3t"), line);
    assertEquals(2, counted("42P05"));
    assertEquals(1, counted("26000"));
  }

  @Test
  void otherErrorsAreIgnored() {
    Object executor = executor("pooler=transaction");
    hazards.failed(executor, "COMMIT", new SQLException("x", "23505"));
    hazards.failed(executor, "COMMIT", new SQLException("x"));
    hazards.failed(executor, "COMMIT", new IllegalStateException());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void statementsAreWatchedOnlyWhileASessionMayBeShared() {
    Pooler direct = endpoint("pooler=none").pooler();
    Pooler session = endpoint("pooler=session").pooler();
    Pooler unknown = endpoint("").pooler();
    assertFalse(HazardWatch.isNeeded(List.of()));
    assertFalse(HazardWatch.isNeeded(List.of(direct, session)));
    assertTrue(
        HazardWatch.isNeeded(List.of(direct, endpoint("pooler=transaction").pooler())));
    assertTrue(HazardWatch.isNeeded(List.of(direct, unknown)));
    HazardWatch.refresh();
    assertTrue(HazardCalls.isWatching());
    unknown.seen(7, 7);
    assertFalse(HazardWatch.isNeeded(List.of(direct, unknown)));
  }

  @Test
  void aFailureOfTheAgentDoesNotAffectTheApplication() {
    hazards.parsed(executor("pooler=transaction"), null);
    assertTrue(log.lines().get(0).contains("a statement could not be looked at"));
  }
}

package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** PgBouncer with pool_mode=statement, where a transaction costs the connection: it is named so, and nothing of ours is a transaction. */
final class StatementModeTest {
  private static final PostgresServer SERVER = Poolers.server();

  private static PgBouncer pooler(String version) {
    return Poolers.pgBouncer(version, SERVER)
        .poolSize(1)
        .setting("pool_mode", "statement")
        .start();
  }

  private static ApplicationBuilder withTimeouts() {
    return Application.with()
        .setting("session.statement-timeout", "9s")
        .setting("session.lock-timeout", "8s")
        .setting("session.idle-in-transaction-timeout", "50s");
  }

  private static void assertNamed(Application application) {
    String line = application.await("DB endpoint is behind a statement pooler");
    assertTrue(line.contains("verdict=\"statement pooler\""), line);
    Eventually.equal(
        1.0,
        () -> application
            .metrics()
            .value("tripmeter_pooler_info", "verdict", "statement pooler")
            .orElse(0.0),
        application::output);
  }

  /** What the settings would ride with is refused: they do not, and each connection of the pool works. */
  @ParameterizedTest
  @CsvSource({"1.18, 4", "1.24, 1"})
  void itIsNamedAndThePoolIsWhole(String version, int size) {
    try (PgBouncer pooler = pooler(version);
        Application application = withTimeouts().start()) {
      application.pool("main", SERVER, pooler.url(), "maximumPoolSize=" + size);
      assertEquals(
          Collections.nCopies(size, "1"),
          application.askAll("main", size, "SELECT 1"),
          application::output);
      assertNamed(application);
      assertEquals(Collections.nCopies(size, "1"), application.askAll("main", size, "SELECT 1"));
    }
  }

  /** Nothing is asked in a transaction where nothing rides: the application's own tells. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void theApplicationsOwnTransactionFailsAsAloneAndTells(String version) {
    try (PgBouncer pooler = pooler(version);
        Application bare = Application.with().withoutAgent().start();
        Application application = Application.with().start()) {
      bare.pool("main", SERVER, pooler.url(), "maximumPoolSize=2");
      application.pool("main", SERVER, pooler.url(), "maximumPoolSize=2");
      Poolers.verdict(application, "main");
      assertEquals(
          bare.tell("transaction", "main", "SELECT 1"),
          application.tell("transaction", "main", "SELECT 1"));
      assertNamed(application);
      assertEquals("1", application.ask("main", "SELECT 1"));
    }
  }
}

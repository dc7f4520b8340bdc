package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in force in transactions of ours through a transaction pooler, and nowhere else. */
final class TransactionSettingsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final PostgresServer SERVER = Poolers.server();

  @AfterEach
  void forgetDefaults() {
    SERVER.execute("ALTER ROLE app RESET ALL");
  }

  static List<String> drivers() {
    return Libraries.PGJDBC;
  }

  @ParameterizedTest
  @MethodSource("drivers")
  @Tag("core")
  void inEveryTransactionAreOurTimeoutsAndTheServersOwnAfterIt(String pgjdbc) {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).poolSize(1).start();
        Application application = APPLICATIONS.start(Application.withTimeouts().pgjdbc(pgjdbc))) {
      application.pool("every", SERVER, pooler.url(), "maximumPoolSize=3");
      application.warmedUp("every");
      Poolers.verdict(application, "every");
      for (int i = 0; i < 3; i++) {
        assertEquals(
            "30s/5s/1min/\"$user\", public",
            application.tell("transaction", "every", Poolers.SESSION),
            application::output);
        assertEquals(Poolers.SERVERS_OWN, pooler.value(Poolers.SESSION));
        assertEquals(Poolers.SERVERS_OWN, application.ask("every", Poolers.SESSION));
      }
      String line = application.await("DB session settings applied pool=every");
      assertTrue(line.contains("SET LOCAL in each transaction"), line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"42.2.29", "42.7.14"})
  void whatTheOperatorSaysIsInForceAndTheSchemaToo(String pgjdbc) {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start();
        Application application = Application.withTimeouts()
            .pgjdbc(pgjdbc)
            .setting("session.statement-timeout", "7s")
            .setting("session.lock-timeout", "0")
            .setting("session.idle-in-transaction-timeout", "2m")
            .setting("session.schema", "garden")
            .start()) {
      application.pool("main", SERVER, pooler.url(), "maximumPoolSize=3");
      application.warmedUp("main");
      assertEquals(
          "7s/0/2min/garden",
          application.tell("transaction", "main", Poolers.SESSION).replace("\"", ""),
          application::output);
      assertEquals(Poolers.SERVERS_OWN, pooler.value(Poolers.SESSION));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"extended", "simple", "extendedForPrepared", "extendedCacheEverything"})
  void aStatementThatTakesTooLongIsEnded(String mode) {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).poolSize(1).start();
        Application application = APPLICATIONS.start(
            Application.withTimeouts().setting("session.statement-timeout", "300ms"))) {
      application.pool(
          mode, SERVER, pooler.url() + "?preferQueryMode=" + mode, "maximumPoolSize=2");
      application.warmedUp(mode);
      Poolers.verdict(application, mode);
      for (String first : new String[] {"SELECT pg_sleep(20)", "SELECT 1"}) {
        String answer = application.tell("transaction", mode, first, "SELECT pg_sleep(20)");
        assertTrue(answer.startsWith("failed: 57014"), answer);
        assertEquals(Poolers.SERVERS_OWN, pooler.value(Poolers.SESSION));
      }
      String alone = application.ask(mode, "SELECT pg_sleep(20)");
      assertTrue(alone.startsWith("failed: 57014"), alone);
      assertEquals("1", application.ask(mode, "SELECT 1"));
    }
  }

  @Test
  void aConnectionWithoutAPoolHasWhatIsAskedForThem() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).poolSize(1).start();
        Application application = Application.withTimeoutsOf("none").start()) {
      for (int i = 0; i < 3; i++) {
        assertEquals(
            "30s/5s/1min/\"$user\", public",
            application.tell(
                "transaction-of-own",
                pooler.url() + "?sslmode=disable",
                SERVER.user(),
                SERVER.password(),
                Poolers.SESSION),
            application::output);
        assertEquals(Poolers.SERVERS_OWN, pooler.value(Poolers.SESSION));
      }
    }
  }

  @Test
  void theRolesOwnDefaultBeatsOursAndNotTheOperators() {
    SERVER.execute("ALTER ROLE app SET statement_timeout = '90s'");
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).poolSize(1).start();
        Application application = Application.withTimeouts()
            .setting("pools.told.session.statement-timeout", "13s")
            .start()) {
      for (String pool : new String[] {"main", "told"}) {
        application.pool(pool, SERVER, pooler.url(), "maximumPoolSize=3");
        application.warmedUp(pool);
        Poolers.verdict(application, pool);
        application.await("DB session settings .*pool=" + pool);
      }
      assertEquals("90s", application.tell("transaction", "main", "SHOW statement_timeout"));
      assertEquals("13s", application.tell("transaction", "told", "SHOW statement_timeout"));
      assertEquals("90s", pooler.value("SHOW statement_timeout"));
    }
  }

  @Test
  void whatTheApplicationSetsForItsTransactionIsTheApplications() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).poolSize(1).start();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("own", SERVER, pooler.url(), "maximumPoolSize=2");
      application.warmedUp("own");
      assertEquals(
          "done | 44s/5s/1min/\"$user\", public",
          application.tell(
              "transaction", "own", "SET LOCAL statement_timeout = '44s'", Poolers.SESSION));
    }
  }

  @Test
  void whereNothingIsToBeInForceNothingIs() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).poolSize(1).start();
        Application application = Application.withTimeouts()
            .setting("session.statement-timeout", "0")
            .setting("session.lock-timeout", "0")
            .setting("session.idle-in-transaction-timeout", "0")
            .start()) {
      application.pool("main", SERVER, pooler.url(), "maximumPoolSize=2");
      application.warmedUp("main");
      assertEquals(Poolers.SERVERS_OWN, application.tell("transaction", "main", Poolers.SESSION));
    }
  }

  @Test
  void inAdviseModeNothingIsChanged() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start();
        Application application =
            Application.withTimeouts().setting("mode", "advise").start()) {
      application.pool("main", SERVER, pooler.url(), "maximumPoolSize=2");
      assertEquals(Poolers.SERVERS_OWN, application.tell("transaction", "main", Poolers.SESSION));
      assertEquals(Poolers.SERVERS_OWN, application.tell("transaction", "main", Poolers.SESSION));
    }
  }
}

package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a timeout ends that an operator has asked for is told of, once, with the way to give the pool another one. */
final class EndedByTimeoutTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static Link link;
  private static Application application;

  @BeforeAll
  static void start() {
    SERVER.execute(
        "CREATE TABLE IF NOT EXISTS public.locked (id int); GRANT ALL ON public.locked TO PUBLIC");
    link = Link.to(SERVER).open();
    application = Application.with()
        .setting("session.statement-timeout", "900ms")
        .setting("session.lock-timeout", "300ms")
        .setting("session.idle-in-transaction-timeout", "400ms")
        .start();
    application.pool("main", SERVER, link, "maximumPoolSize=2");
    application.await("DB session settings applied");
  }

  @AfterAll
  static void end() {
    application.close();
    link.close();
    SERVER.execute("DROP TABLE public.locked");
  }

  private static int told(String key) {
    return application.said("ended by a timeout .* key=" + key + " ").size();
  }

  @Test
  void aStatementThatTookTooLongIsToldOfOnce() {
    for (int i = 0; i < 2; i++) {
      assertTrue(application.ask("main", "SELECT pg_sleep(5)").contains("57014"));
    }
    String line =
        application.await("statement ended by a timeout .* key=session.statement-timeout");
    assertTrue(line.contains(" pool=main "), line);
    assertTrue(line.contains(" value=900ms "), line);
    assertTrue(line.contains("pg_sleep(?)"), line);
    assertTrue(line.contains("example.PoolCommands.ask"), line);
    assertTrue(line.contains("pools.main.session.statement-timeout="), line);
    assertEquals(1, told("session.statement-timeout"));
  }

  @Test
  void aLockThatWasWaitedForTooLongIsToldOfAndOneThatWasNotWaitedForIsNot() throws Exception {
    try (Connection connection = SERVER.superuser();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE public.locked");
      assertTrue(application
          .tell("transaction", "main", "LOCK TABLE public.locked NOWAIT")
          .contains("55P03"));
      assertEquals(0, told("session.lock-timeout"));
      assertTrue(
          application.tell("transaction", "main", "LOCK TABLE public.locked").contains("55P03"));
      application.await("statement ended by a timeout .* key=session.lock-timeout value=300ms");
      connection.rollback();
    }
  }

  @Test
  void aSessionThatWasIdleInATransactionIsToldOf() {
    int order = application.order("transaction-with-pause", "main", "1500");
    assertTrue(application.answer(order).startsWith("failed: "), application::output);
    application.await(
        "session ended by a timeout .* key=session.idle-in-transaction-timeout value=400ms");
  }

  @Test
  void anotherFailureIsNotToldOf() {
    assertTrue(application.ask("main", "SELECT 1/0").contains("22012"));
    Eventually.equal(
        0, () -> application.said("ended by a timeout .*1/0").size(), application::output);
  }
}

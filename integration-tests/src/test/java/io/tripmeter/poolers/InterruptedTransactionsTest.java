package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where settings ride with BEGIN, a transaction that ends in the middle of it leaves nothing behind: neither does the application see
 * the answers to them later, nor is an answer of its own missing.
 */
final class InterruptedTransactionsTest {
  private static final PostgresServer SERVER = Poolers.server();

  @ParameterizedTest
  @CsvSource({
    "1.18, 42.2.29, extended",
    "1.18, 42.7.14, simple",
    "1.24, 42.7.14, extended",
    "1.24, 42.5.6, extendedForPrepared"
  })
  void whatComesAfterIsAsItWouldBeAlone(String version, String pgjdbc, String mode) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).poolSize(4).start()) {
      String parameters = "?sslmode=disable&prepareThreshold=0&preferQueryMode=" + mode;
      String bare = run(Application.with().withoutAgent(), pooler, pgjdbc, parameters);
      // A pool of none: its settings are told for it, and without a pool nobody warms up or asks.
      ApplicationBuilder riding = Application.with().setting("pooler", "transaction");
      for (String key : new String[] {"session.", "pools.none.session."}) {
        riding
            .setting(key + "statement-timeout", "9s")
            .setting(key + "lock-timeout", "8s")
            .setting(key + "idle-in-transaction-timeout", "50s");
      }
      assertEquals(
          bare.replace("; ", "\n"), run(riding, pooler, pgjdbc, parameters).replace("; ", "\n"));
    }
  }

  private static String run(
      ApplicationBuilder builder, PgBouncer pooler, String pgjdbc, String parameters) {
    try (Application application = builder.pgjdbc(pgjdbc).start()) {
      return application.tell(
          "interrupted", pooler.url() + parameters, SERVER.user(), SERVER.password());
    }
  }
}

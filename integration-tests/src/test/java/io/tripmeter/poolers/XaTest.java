package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XA transactions behind a pooler carry the settings that were asked for, and go as they would alone. */
final class XaTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().setting("max_prepared_transactions", "20").start();
    server.execute(Poolers.TABLE);
    server.execute("ALTER TABLE shape OWNER TO app");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1.18, 42.2.29, extended",
    "1.18, 42.7.14, extended",
    "1.24, 42.7.14, extendedForPrepared"
  })
  void theyCarryTheSettingsAndGoAsTheyWouldAlone(String version, String pgjdbc, String mode) {
    try (PgBouncer pooler = Poolers.pgBouncer(version, server).poolSize(2).start()) {
      String url = pooler.url() + "?sslmode=disable&prepareThreshold=0&preferQueryMode=" + mode;
      String bare = run(Application.with().withoutAgent(), pgjdbc, url, "");
      ApplicationBuilder riding = Application.with()
          .setting("pooler", "transaction")
          .setting("session.statement-timeout", "9s")
          .setting("session.lock-timeout", "8s")
          .setting("session.idle-in-transaction-timeout", "50s")
          .setting("pools.none.session.statement-timeout", "9s")
          .setting("pools.none.session.lock-timeout", "8s")
          .setting("pools.none.session.idle-in-transaction-timeout", "50s");
      try (Application application = riding.pgjdbc(pgjdbc).start()) {
        assertEquals(lines(bare), lines(tell(application, url, "")));
        String asked = tell(application, url, Poolers.SESSION);
        long transactions = Arrays.stream(asked.split("; "))
            .filter(step -> step.startsWith("asked"))
            .count();
        assertEquals(
            transactions,
            Arrays.stream(asked.split("; "))
                .filter(step -> step.startsWith("asked 9s/8s/50s/"))
                .count(),
            asked);
        assertEquals(Poolers.SERVERS_OWN, pooler.value(Poolers.SESSION));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.24, 42.7.8, extended",
    "1.24, 42.7.14, simple",
    "1.24, 42.7.14, extendedCacheEverything"
  })
  @Tag("matrix")
  void inOtherWaysToo(String version, String pgjdbc, String mode) {
    theyCarryTheSettingsAndGoAsTheyWouldAlone(version, pgjdbc, mode);
  }

  private static String run(ApplicationBuilder builder, String pgjdbc, String url, String asked) {
    try (Application application = builder.pgjdbc(pgjdbc).start()) {
      return tell(application, url, asked);
    }
  }

  private static String tell(Application application, String url, String asked) {
    return application.tell("xa", url, server.user(), server.password(), asked);
  }

  private static String lines(String steps) {
    return steps.replace("; ", "\n");
  }
}

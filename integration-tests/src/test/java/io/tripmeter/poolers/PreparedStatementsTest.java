package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements prepared by name, which a transaction pooler carries along or does not. */
final class PreparedStatementsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  /** A Parse message at the beginning of what the client sent, for a statement with a name. */
  private static final Pattern NAMED = Pattern.compile(": P.{4}S_\\d");

  private static final PostgresServer SERVER = Poolers.server();

  /** Eight clients, two connections to the server; each query checks that the answer is its own. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void aCrowdGetsTheRightAnswers(String version) {
    // Where nothing carries them for us all are made here, else in the matrix.
    int transactions = version.equals(Poolers.OLD) ? 10_000 : 2_000;
    crowd(
        APPLICATIONS,
        Poolers.pgBouncer(version, SERVER),
        Libraries.NEWEST_PGJDBC,
        transactions,
        "");
  }

  static void crowd(
      Applications applications,
      PgBouncerOptions options,
      String pgjdbc,
      int transactions,
      String parameters) {
    try (PgBouncer pooler = options.poolSize(2).start();
        Application application = applications.start(Application.withTimeouts().pgjdbc(pgjdbc))) {
      String pool = "crowd" + pooler.port();
      application.pool(
          pool,
          options.server(),
          pooler.url() + parameters,
          "maximumPoolSize=8",
          "connectionTimeout=60000");
      application.warmedUp(pool);
      assertEquals(
          "{right=" + transactions + "}",
          application.tell("crowd", pool, "8", Integer.toString(transactions), "11"),
          application::output);
    }
  }

  /** Whether a statement is given a name, as the driver does at its fifth execution: on the wire, after the warm-up. */
  private static void assertNamed(boolean expected, PgBouncerOptions options) {
    try (PgBouncer pooler = options.poolSize(1).start();
        Link link = Link.to(pooler).logging().open();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      String pool = "often" + pooler.port();
      application.pool(pool, options.server(), pooler.url(link), "maximumPoolSize=4");
      Poolers.settle(application, pool, link);
      int before = link.log().size();
      assertTrue(application.tell("shape", pool, "prepared-often").startsWith("rows="));
      List<String> log = link.log();
      List<String> since = log.subList(before, log.size());
      assertEquals(
          expected,
          since.stream().anyMatch(line -> NAMED.matcher(line).find()),
          () -> String.join("\n", log) + "\n" + application.output());
    }
  }

  @Test
  void whereTheyAreCarriedTheDriverGoesOnPreparing() {
    assertNamed(true, Poolers.pgBouncer(Poolers.NEW, SERVER).maxPreparedStatements(200));
  }

  @Test
  void whereTheyAreNotItDoesNot() {
    assertNamed(false, Poolers.pgBouncer(Poolers.NEW, SERVER).maxPreparedStatements(0));
    assertNamed(false, Poolers.pgBouncer(Poolers.OLD, SERVER));
  }
}

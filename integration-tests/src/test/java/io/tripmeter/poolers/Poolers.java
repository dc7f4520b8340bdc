package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;

/** What the tests of poolers have in common. */
final class Poolers {
  static final String OLD = PoolerPrograms.PGBOUNCER.get(0);
  static final String NEW = PoolerPrograms.PGBOUNCER.get(PoolerPrograms.PGBOUNCER.size() - 1);

  /** What may not leak: the three timeouts and the search path, with slashes between. */
  static final String SESSION =
      "SELECT current_setting('statement_timeout') || '/' || current_setting('lock_timeout') || '/'"
          + " || current_setting('idle_in_transaction_session_timeout') || '/' || current_setting('search_path')";

  /** The same of a server where nobody has set anything. */
  static final String SERVERS_OWN = "0/0/0/\"$user\", public";

  static final String TABLE = "CREATE TABLE shape (id serial PRIMARY KEY, number int, name text)";

  private static final class Shared {
    static final PostgresServer SERVER = PostgresServer.start();

    static {
      SERVER.execute(TABLE);
      SERVER.execute("ALTER TABLE shape OWNER TO app");
      SERVER.execute("CREATE SCHEMA garden AUTHORIZATION app");
    }
  }

  private Poolers() {}

  static List<String> versions() {
    return PoolerPrograms.PGBOUNCER;
  }

  /** In transaction mode; the test is skipped if this machine has no such version. */
  static PgBouncerOptions pgBouncer(String version, PostgresServer server) {
    assumeTrue(PoolerPrograms.pgBouncer(version).isPresent(), "no PgBouncer " + version);
    return PgBouncer.before(server).version(version);
  }

  /** One for all tests of poolers, with the table and the schema that the children's work needs. Don't close it. */
  static PostgresServer server() {
    return Shared.SERVER;
  }

  /** The agent's line about the endpoint of a pool. */
  static String verdict(Application application, String pool) {
    return application.await("DB endpoint is .*pool=" + pool + " .*");
  }

  /** The agent has done what it does beside a pool's creation. */
  static void settle(Application application, String pool, Link link) {
    application.warmedUp(pool);
    verdict(application, pool);
    try {
      link.awaitIdle(Duration.ofMillis(300), Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

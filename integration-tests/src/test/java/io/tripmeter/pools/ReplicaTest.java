package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Read-only work that goes to a standby: two servers with streaming replication. */
final class ReplicaTest {
  private static final String WHERE = "SELECT pg_is_in_recovery()";
  private static final String USED = "read-only work goes to the replica pool=";

  private static PostgresServer primary;
  private static PostgresServer standby;

  @BeforeAll
  static void startServers() {
    primary = PostgresServer.with().embedded().setting("log_statement", "all").start();
    primary.execute(
        "CREATE TABLE items AS SELECT generate_series(1, 4) AS n;"
            + " CREATE SCHEMA other; CREATE TABLE other.here AS SELECT 'other' AS name;"
            + " CREATE TABLE counters AS SELECT id, 0 AS n FROM generate_series(0, 31) AS id;"
            + " GRANT ALL ON ALL TABLES IN SCHEMA public, other TO app; GRANT ALL ON SCHEMA public, other TO app");
    standby = primary.standby();
  }

  @AfterAll
  static void stopServers() {
    standby.close();
    primary.close();
  }

  private static ApplicationBuilder with() {
    return Application.with().setting("replica.url", standby.url());
  }

  private static void pool(Application application, String name, String... settings) {
    application.pool(name, primary, primary.url(), settings);
  }

  private static void caughtUp() {
    String written = primary.value("SELECT pg_current_wal_lsn()");
    Eventually.equal(
        "t",
        () -> standby.value("SELECT pg_last_wal_replay_lsn() >= '" + written + "'"),
        () -> standby.log());
  }

  @Test
  void readOnlyWorkGoesToTheReplicaAndAllElseToThePrimary() {
    try (Application application = with().start()) {
      pool(application, "main");
      application.await(USED + "main");
      assertEquals("t", application.tell("read", "main", WHERE));
      assertEquals("t", application.tell("read-in-transaction", "main", WHERE));
      assertEquals("f", application.ask("main", WHERE));
      assertEquals("console/main-read", application.tell("read", "main", "SHOW application_name"));
      assertEquals("console/main", application.ask("main", "SHOW application_name"));
      Metrics metrics = application.metrics();
      assertEquals(1, metrics.sum("tripmeter_replica_used", "pool", "main"));
      assertEquals(0, metrics.sum("tripmeter_replica_lag_seconds", "pool", "main"));
      assertEquals(
          3, metrics.sum("tripmeter_replica_reads_total", "pool", "main", "server", "replica"));
      assertEquals(
          0, metrics.sum("tripmeter_replica_reads_total", "pool", "main", "server", "primary"));
    }
  }

  private static long logged(PostgresServer server, String statement) {
    return server.log().lines().filter(line -> line.contains(": " + statement)).count();
  }

  @Test
  @Tag("matrix")
  void soItIsWithTomcatJdbc() {
    ApplicationBuilder builder =
        with().classPath(Libraries.tomcatJdbc(Libraries.NEWEST_TOMCAT_JDBC));
    try (Application application = builder.start()) {
      String answer = application.tell(
          Application.poolCommand("main", "tomcat", primary, primary.url(), "maxActive=5"));
      assertEquals("created", answer, application::output);
      application.await(USED + "tomcat-jdbc-1");
      assertEquals("t", application.tell("read", "main", WHERE), application::output);
      assertEquals("t", application.tell("read-in-transaction", "main", WHERE));
      assertEquals("f", application.ask("main", WHERE));
      assertEquals(
          "console/tomcat-jdbc-1-read", application.tell("read", "main", "SHOW application_name"));
    }
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.testing.Libraries#hikaricpForFaults")
  @Tag("matrix")
  void soItIsWithEachHikariCp(String hikari) {
    try (Application application = with().hikari(hikari).start()) {
      pool(application, "main");
      application.await(USED + "main");
      assertEquals("t", application.tell("read", "main", WHERE));
      assertEquals("f", application.ask("main", WHERE));
      assertEquals("closed", application.tell("close", "main"));
      Eventually.equal(
          "0",
          () -> standby.value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"),
          application::output);
    }
  }

  @Test
  void whatComesOfItIsTheSameAsWithoutTripmeter() {
    String bare;
    try (Application application = Application.with().withoutAgent().start()) {
      pool(application, "main", "maximumPoolSize=3");
      bare = application.tell("read-shapes", "main");
    }
    caughtUp();
    try (Application application = with().setting("replica.sticky", "0").start()) {
      pool(application, "main", "maximumPoolSize=3");
      application.await(USED + "main");
      assertEquals(
          String.join("\n", bare.split("; ")),
          String.join("\n", application.tell("read-shapes", "main").split("; ")));
      assertEquals(bare, application.tell("read-shapes", "main"), "a second time");
      Metrics metrics = application.metrics();
      assertEquals(
          0,
          metrics.sum(
              "db_client_connection_count",
              "db_client_connection_pool_name",
              "main",
              "state",
              "used"));
      assertEquals(
          0,
          metrics.sum(
              "db_client_connection_count",
              "db_client_connection_pool_name",
              "main-read",
              "state",
              "used"));
    }
  }

  @Test
  @Tag("matrix")
  void whoHasWrittenReadsFromThePrimaryForAWhile() {
    try (Application application = with().setting("replica.sticky", "2s").start()) {
      pool(application, "main");
      application.await(USED + "main");
      assertEquals("f,t", application.tell("read-own-writes", "main"));
    }
  }

  @Test
  void thirtyTwoClientsReadWhatTheyHaveWrittenAndEachServerSeesWhatIsCounted() {
    primary.execute("UPDATE counters SET n = 0");
    caughtUp();
    try (Link there = Link.to(standby).open();
        Link here = Link.to(primary).open();
        Application application = Application.with()
            .setting("pools.main.replica.url", standby.url(there))
            .setting("pools.main.replica.sticky", "1s")
            .start()) {
      application.pool("main", primary, here, "maximumPoolSize=8");
      application.await(USED + "main");
      application.warmedUp("main-read");
      String done = application.tell("read-crowd", "main", "32", "40");
      assertTrue(done.matches("reads=\\d+ writes=\\d+"), done);
      Metrics metrics = application.metrics();
      assertEquals(
          here.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", "main"),
          application::output);
      // The first connection there is the probe's, which is nobody's.
      assertEquals(
          there.connections().stream()
              .skip(1)
              .mapToLong(Link.Connection::turnArounds)
              .sum(),
          metrics.sum("tripmeter_round_trips_total", "pool", "main-read"),
          application::output);
      long reads = Long.parseLong(done.replaceAll("reads=(\\d+).*", "$1"));
      long onReplica = logged(standby, "SELECT n /* read */");
      assertEquals(
          onReplica,
          metrics.sum("tripmeter_replica_reads_total", "pool", "main", "server", "replica"));
      assertEquals(reads - onReplica, logged(primary, "SELECT n /* read */"));
      assertEquals(
          done.replaceAll(".*writes=(\\d+)", "$1"),
          "" + logged(primary, "UPDATE counters /* write */"));
      assertEquals(0, logged(standby, "UPDATE counters"));
      assertTrue(onReplica > 0 && reads > onReplica, done + ", replica " + onReplica);
    }
  }

  @Test
  @Tag("matrix")
  void aReplicaThatGoesIsLeftOutAndComesBack() {
    try (Application application = with().start()) {
      pool(application, "main");
      application.await(USED + "main");
      assertEquals("t", application.tell("read", "main", WHERE));
      standby.kill();
      try {
        application.await("the replica is left out, read-only work stays on the primary pool=main");
        assertEquals("f", application.tell("read", "main", WHERE));
        assertEquals(0, application.metrics().sum("tripmeter_replica_used", "pool", "main"));
      } finally {
        standby.startAgain();
      }
      application.await("the replica is back, read-only work goes there again pool=main");
      assertEquals("t", application.tell("read", "main", WHERE));
      assertEquals(1, application.said("the replica is left out").size(), application::output);
    }
  }

  @Test
  @Tag("matrix")
  void aReplicaThatLagsIsLeftOutAndComesBack() {
    try (Application application = with().setting("replica.max-lag", "1s").start()) {
      pool(application, "main");
      application.await(USED + "main");
      standby.execute("SELECT pg_wal_replay_pause()");
      try {
        primary.execute("UPDATE items SET n = n");
        application.await("the replica is left out.* pool=main .*replica.max-lag is 1000 ms");
        assertEquals("f", application.tell("read", "main", WHERE));
        assertTrue(application.metrics().sum("tripmeter_replica_lag_seconds", "pool", "main") > 1);
      } finally {
        standby.execute("SELECT pg_wal_replay_resume()");
      }
      application.await("the replica is back, read-only work goes there again pool=main");
      assertEquals("t", application.tell("read", "main", WHERE));
    }
  }

  @Test
  @Tag("matrix")
  void aReplicaThatCannotBeOneIsSaidToBe() {
    try (Application application = Application.with()
        .setting("pools.itself.replica.url", primary.url())
        .setting("pools.alias.replica.url", primary.url().replace("127.0.0.1", "localhost"))
        .setting("pools.nobody.replica.url", "jdbc:postgresql://127.0.0.1:1/app?password=Sesame1")
        .setting(
            "pools.several.replica.url",
            "jdbc:postgresql://127.0.0.1:1,127.0.0.1:2/app?password=Sesame1")
        .start()) {
      pool(application, "itself");
      pool(application, "alias");
      pool(application, "nobody");
      pool(application, "several");
      application.await("left out.* pool=itself .*replica.url leads to the primary itself");
      application.await("left out.* pool=alias .*pg_is_in_recovery\\(\\) is false");
      application.await("left out.* pool=nobody .*replica=\"?127.0.0.1:1/app.*[Rr]efused");
      application.await("pools.several.replica.url");
      for (String pool : List.of("itself", "alias", "nobody", "several")) {
        assertEquals("f", application.tell("read", pool, WHERE));
        assertEquals(
            pool.equals("several") ? 0 : 1,
            application.said("left out.* pool=" + pool + " ").size());
      }
      assertTrue(!application.output().contains("Sesame1"), application::output);
    }
  }
}

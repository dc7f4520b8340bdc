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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Read-only work that goes to a standby: two servers with streaming replication. */
final class ReplicaTest {
  private static final String WHERE = "SELECT pg_is_in_recovery()";
  private static final String USED = "read-only work goes to the replica pool=";

  private static final String NEWEST_AGROAL = Libraries.AGROAL.get(Libraries.AGROAL.size() - 1);
  private static final String NEWEST_TOMCAT_DBCP = "11.0.9";

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

  /** A pool product in its newest version, and the settings of a pool that opens two connections and has three at most. */
  private record Product(String how, String pool, List<Path> jars, String... settings) {
    private String read() {
      return pool + "-read";
    }

    /** Of each aborted connection, which the pool never takes back, with Tripmeter or without. */
    private int aborted() {
      return jars.get(0).toString().matches(".*(agroal-api-2\\.0|c3p0-0\\.14\\.1)\\.jar") ? 1 : 0;
    }

    @Override
    public String toString() {
      return pool;
    }
  }

  private static List<Product> products() {
    return List.of(
        new Product(
            "tomcat",
            "tomcat-jdbc-1",
            Libraries.tomcatJdbc(Libraries.NEWEST_TOMCAT_JDBC),
            "initialSize=2",
            "minIdle=2",
            "maxActive=3"),
        new Product(
            "agroal", "agroal-1", Libraries.agroal(NEWEST_AGROAL), "initialSize=2", "maxSize=3"),
        new Product(
            "c3p0",
            "c3p0-1",
            Libraries.c3p0(Libraries.NEWEST_C3P0),
            "initialPoolSize=2",
            "minPoolSize=2",
            "maxPoolSize=3"),
        new Product(
            "dbcp",
            "dbcp2-1",
            Libraries.dbcp(Libraries.NEWEST_DBCP),
            "initialSize=2",
            "maxTotal=3"));
  }

  private static List<Product> productsAndCopies() {
    List<Product> all = new ArrayList<>(products());
    all.add(new Product(
        "dbcp",
        "tomcat-dbcp2-1",
        Libraries.dbcp(NEWEST_TOMCAT_DBCP),
        "initialSize=2",
        "maxTotal=3"));
    all.add(new Product(
        "agroal",
        "agroal-1",
        Libraries.agroal(Libraries.AGROAL.get(0)),
        "initialSize=2",
        "maxSize=3"));
    all.add(new Product(
        "c3p0",
        "c3p0-1",
        Libraries.c3p0(Libraries.C3P0.get(0)),
        "initialPoolSize=2",
        "minPoolSize=2",
        "maxPoolSize=3"));
    all.add(new Product("dbcp", "dbcp2-1", Libraries.dbcp("2.0"), "initialSize=2", "maxTotal=3"));
    return all;
  }

  private static void pool(Application application, Product product) {
    String[] command = Application.poolCommand(
        product.pool, product.how, primary, primary.url(), product.settings);
    assertEquals("created", application.tell(command), application::output);
  }

  @Test
  void soItIsWithOtherPools() {
    ApplicationBuilder builder = with();
    products().forEach(product -> builder.classPath(product.jars));
    try (Application application = builder.start()) {
      for (Product product : products()) {
        pool(application, product);
        application.await(USED + product.pool);
        assertEquals("t", application.tell("read", product.pool, WHERE), application::output);
        assertEquals("t", application.tell("read-in-transaction", product.pool, WHERE));
        assertEquals("f", application.ask(product.pool, WHERE));
        assertEquals(
            "console/" + product.read(),
            application.tell("read", product.pool, "SHOW application_name"));
        String warmedUp = application.warmedUp(product.read());
        assertTrue(warmedUp.contains("requested=2 warmed=2"), warmedUp);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("productsAndCopies")
  @Tag("matrix")
  void withOtherPoolsTheSameComesOfItAsWithoutTripmeter(Product product) {
    String bare;
    try (Application application =
        Application.with().classPath(product.jars).withoutAgent().start()) {
      pool(application, product);
      bare = application.tell("read-shapes", product.pool, "tidy");
    }
    caughtUp();
    ApplicationBuilder builder = with().setting("replica.sticky", "0").classPath(product.jars);
    try (Application application = builder.start()) {
      pool(application, product);
      application.await(USED + product.pool);
      application.warmedUp(product.read());
      assertEquals(
          String.join("\n", bare.split("; ")),
          String.join(
              "\n", application.tell("read-shapes", product.pool, "tidy").split("; ")),
          application::output);
      assertEquals(bare, application.tell("read-shapes", product.pool, "tidy"), "a second time");
      // c3p0 takes back on threads of its own.
      Eventually.equal(0.0, () -> used(application, product.pool), application::output);
      Eventually.equal(
          2.0 * product.aborted(), () -> used(application, product.read()), application::output);
      assertTrue(
          application.metrics().sum("tripmeter_replica_reads_total", "server", "replica") > 0);
      assertEquals("closed", application.tell("close", product.pool));
      Eventually.equal(
          "0",
          () -> standby.value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"),
          application::output);
    }
  }

  private static double used(Application application, String pool) {
    return application
        .metrics()
        .sum("db_client_connection_count", "db_client_connection_pool_name", pool, "state", "used");
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
      assertEquals(0, used(application, "main"));
      assertEquals(0, used(application, "main-read"));
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
      // One that has done next to nothing is the probe's: it has asked which cluster this is.
      assertEquals(9, here.connections().size());
      long probes = here.connections().stream()
          .mapToLong(Link.Connection::turnArounds)
          .min()
          .orElseThrow();
      assertEquals(
          here.turnArounds() - probes,
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

  @Test
  @Tag("matrix")
  void ofPoolsOfOneNameThoseToAnotherServerStayThere() {
    try (PostgresServer another = PostgresServer.with().embedded().start();
        Application application =
            Application.with().setting("pools.main.replica.url", standby.url()).start()) {
      pool(application, "main");
      application.await(USED + "main");
      application.pool("second", primary, primary.url(), "poolName=main");
      application.await(USED + "main#2");
      application.pool("third", another, another.url(), "poolName=main");
      application.await("left out.* pool=main#3 .*is the replica of another address");
      assertEquals("t", application.tell("read", "main", WHERE));
      assertEquals("t", application.tell("read", "second", WHERE));
      assertEquals("f", application.tell("read", "third", WHERE));
    }
  }

  @Test
  @Tag("matrix")
  void aStandbyOfAnotherPrimaryIsLeftOut() {
    try (PostgresServer another = PostgresServer.with().embedded().start();
        Application application = with().start()) {
      application.pool("main", another, another.url());
      application.await(
          "left out.* pool=main .*a standby of another primary: their system_identifier differs");
      assertEquals("f", application.tell("read", "main", WHERE));
      // The probe's, and no pool's.
      assertEquals(
          "1",
          standby.value(
              "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '%-read'"));
      assertEquals(1, application.said("left out").size(), application::output);
    }
  }

  /** By an ordinary role: app is none of a superuser's. */
  @ParameterizedTest
  @FieldSource("io.tripmeter.testing.Libraries#POSTGRESQL")
  @Tag("matrix")
  void everybodyMayAskWhichClusterAServerBelongsTo(String version) throws SQLException {
    try (PostgresServer server = PostgresServer.with().version(version).start();
        Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT system_identifier FROM pg_control_system()")) {
      assertTrue(row.next() && row.getLong(1) != 0);
    }
  }
}

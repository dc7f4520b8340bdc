package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.session.PickyProxy;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.LinkBuilder;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.Pgpool;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Behind a pooler a validation shows once whether the next ones need a round trip; what is not answered yet harms no server session. */
final class ValidationBehindPoolersTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final long VALIDATION_MILLIS = 1000;
  private static final String VALIDATION = "validationTimeout=" + VALIDATION_MILLIS;

  private static final PostgresServer SERVER = Poolers.server();

  /** Each of one test. */
  private static final String[] POOLS = {
    "1.18",
    "1.18-session",
    "1.24",
    "1.24-session",
    "pgpool",
    "lost",
    "no-sync",
    "unused-1.18",
    "unused-1.24"
  };

  static Stream<Arguments> poolers() {
    return Poolers.versions().stream()
        .flatMap(version -> Stream.of(Arguments.of(version, false), Arguments.of(version, true)));
  }

  /** HikariCP validates each borrow; timeouts are asked for each of these pools. */
  private static Application application(String pool, Link link, String url, String... settings) {
    Application application = APPLICATIONS.start(
        Application.withTimeoutsOf(POOLS).property("com.zaxxer.hikari.aliveBypassWindowMs", "-1"));
    application.pool(
        pool,
        SERVER,
        url,
        Stream.concat(Stream.of("maximumPoolSize=1"), Stream.of(settings)).toArray(String[]::new));
    Poolers.settle(application, pool, link);
    return application;
  }

  private static void assertTheSecondBorrowCostsNothing(
      String pool, LinkBuilder builder, String database) {
    try (Link link = builder.roundTrip(Duration.ofMillis(4)).open();
        Application application = application(pool, link, database(link, database))) {
      application.ask(pool, "SELECT 1");
      Link.Count mark = link.mark();
      for (int i = 0; i < 5; i++) {
        assertEquals("1", application.ask(pool, "SELECT 1"), application::output);
      }
      assertEquals(5, link.since(mark).turnArounds());
    }
  }

  private static String database(Link link, String database) {
    return "jdbc:postgresql://" + link.host() + ":" + link.port() + "/" + database;
  }

  @ParameterizedTest
  @MethodSource("poolers")
  void pgBouncer(String version, boolean session) {
    PgBouncerOptions options = Poolers.pgBouncer(version, SERVER).poolSize(2);
    try (PgBouncer pooler = (session ? options.sessionMode() : options).start()) {
      assertTheSecondBorrowCostsNothing(
          version + (session ? "-session" : ""), Link.to(pooler), SERVER.database());
    }
  }

  @Test
  void pgpool() {
    assumeTrue(PoolerPrograms.pgpool().isPresent(), "no pgpool-II");
    try (Pgpool pooler = Pgpool.before(SERVER)) {
      assertTheSecondBorrowCostsNothing(
          "pgpool", Link.to(pooler.host(), pooler.port()), SERVER.database());
    }
  }

  /** Its test is a query of its own: the first one is asked, with the Sync ahead. */
  @ParameterizedTest
  @MethodSource("poolers")
  void tomcatsTestOnBorrow(String version, boolean session) {
    PgBouncerOptions options = Poolers.pgBouncer(version, SERVER).poolSize(2);
    String pool = "tomcat-jdbc-1";
    try (PgBouncer pooler = (session ? options.sessionMode() : options).start();
        Link link = Link.to(pooler).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with()
            .classPath(Libraries.tomcatJdbc(Libraries.NEWEST_TOMCAT_JDBC))
            .start()) {
      application.tell(Application.poolCommand(
          "main",
          "tomcat",
          SERVER,
          database(link, SERVER.database()),
          "maxActive=1",
          "testOnBorrow=true",
          "validationQuery=SELECT 1",
          "validationInterval=0"));
      Poolers.settle(application, pool, link);
      application.ask("main", "SELECT 1");
      Link.Count mark = link.mark();
      for (int i = 0; i < 5; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals(5, link.since(mark).turnArounds());
    }
  }

  /** Bare, the pool's validation fails, and its next connection waits for the same server. */
  @Test
  void aPoolerWhoseServersAreBusyForLongerThanAValidationIsWaitedFor() throws SQLException {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(1).start();
        Link link = Link.to(pooler).open();
        Application application = Application.with()
            .property("com.zaxxer.hikari.aliveBypassWindowMs", "-1")
            .start()) {
      application.pool("main", SERVER, pooler.url(link), "maximumPoolSize=1", VALIDATION);
      Poolers.settle(application, "main", link);
      assertEquals("1", application.ask("main", "SELECT 1"));
      try (Connection other = pooler.anotherClient()) {
        other.setAutoCommit(false);
        other.createStatement().execute("SELECT 1");
        int waiting = application.order("ask", "main", "SELECT 'served'");
        Eventually.pause(3 * VALIDATION_MILLIS);
        other.rollback();
        assertEquals("served", application.answer(waiting), application::output);
      }
    }
  }

  private static final String REFUSED = "this endpoint did not answer a Sync";

  /** The first connection that is asked dies just then, which says nothing of its endpoint. */
  @Test
  void aConnectionThatIsLostInItsFirstValidationIsReplacedAndNothingIsSaidOfTheEndpoint() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.NEW, SERVER).poolSize(2).start();
        Link link = Link.to(pooler).open();
        Application application = application(
            "lost", link, pooler.url(link), "validationTimeout=1000", "connectionTimeout=20000")) {
      long connections = link.count().connections();
      link.stall();
      int order = application.order("ask", "lost", "SELECT 1");
      Eventually.equal(connections + 1, () -> link.count().connections(), application::output);
      link.cut();
      link.restore();
      assertEquals("1", application.answer(order), application::output);
      assertEquals("1", application.ask("lost", "SELECT 1"));
      assertEquals(List.of(), application.said(REFUSED));
    }
  }

  /** A proxy that swallows a Sync ahead of a statement, and refuses what PgBouncer refuses. */
  @Test
  void anEndpointThatAnswersTheStatementAndNotTheSyncIsLeftToThePool() {
    try (PickyProxy proxy = new PickyProxy(SERVER, startup -> {
              if (startup.containsKey("options")) {
                throw new PickyProxy.Refused("08P01", "unsupported startup parameter: options");
              }
              return startup;
            })
            .reading("S\0\0\0\4Q", "Q");
        Link link = Link.to("127.0.0.1", proxy.port()).open();
        Application application = application("no-sync", link, database(link, SERVER.database()))) {
      for (int i = 0; i < 3; i++) {
        assertEquals("1", application.ask("no-sync", "SELECT 1"), application::output);
      }
      assertEquals(1, application.said(REFUSED).size(), application::output);
    }
  }

  /** A Sync was put ahead, nothing followed, and the pool closes the connection. */
  @Test
  void aConnectionThatWasBorrowedAndNotUsedIsClosedInOrder() {
    for (String version : List.of(Poolers.NEW, Poolers.OLD)) {
      String pool = "unused-" + version;
      try (PgBouncer pooler =
              Poolers.pgBouncer(version, SERVER).poolSize(2).sessionMode().start();
          Link link = Link.to(pooler).open();
          Application application = application(pool, link, pooler.url(link))) {
        application.ask(pool, "SELECT 1");
        for (int i = 0; i < 3; i++) {
          application.tell("hold", pool, "1");
          application.tell("release", pool);
        }
        application.tell("close", pool);
        Eventually.equal(0, link::open, application::output);
        Eventually.equal(true, () -> pooler.log().contains("client close request"), pooler::log);
        assertFalse(pooler.log().contains("server was not ready"), pooler::log);
        assertFalse(pooler.log().contains("unclean server"), pooler::log);
      }
    }
  }
}

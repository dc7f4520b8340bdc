package io.tripmeter.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Pause;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PackagedApplications;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tomcat's distribution with one WAR as two applications: {@code shop} with its own HikariCP and driver, {@code stock} with a pool of the
 * server's, Tomcat JDBC, and the server's driver.
 */
@Tag("matrix")
final class StandAloneTomcatTest {
  private static final int REDEPLOYMENTS = 10;
  private static final String POOL_NAME = "db_client_connection_pool_name";

  private final PostgresServer server = PostgresServer.shared();

  @Test
  void twoApplicationsAnswerTheSameAndGoWhenTheyAreUndeployed() throws Exception {
    List<String> bare;
    try (Link link = Link.to(server).joiningBegin().open();
        Catalina catalina = start(Catalina.program(), link)) {
      bare = used(catalina, link, () -> {});
      assertGone(catalina);
    }
    try (Link link = Link.to(server).joiningBegin().logging().open();
        Catalina catalina = start(Catalina.program().agent("metrics.listen=127.0.0.1:0"), link)) {
      Scrape scrape = Scrape.of(catalina.jvm());
      List<String> answers = used(
          catalina,
          link,
          () -> assertEquals(
              link.turnArounds(),
              scrape.metrics().sum("tripmeter_round_trips_total"),
              () -> String.join("\n", link.log())));
      assertEquals(bare, answers);
      assertRequests(scrape.metrics());
      assertPoolsAreOnce(scrape.metrics());
      assertGone(catalina);
      assertNothingIsWrong(catalina);
    }
  }

  private Catalina start(ForkedJvmBuilder builder, Link link) throws Exception {
    return Catalina.start(builder
        .property("shop.url", server.url(link))
        .property("shop.user", server.user())
        .property("shop.password", server.password()));
  }

  private String stocksPool(Link link) {
    return "<Resource name=\"jdbc/shop\" auth=\"Container\" type=\"javax.sql.DataSource\""
        + " factory=\"org.apache.tomcat.jdbc.pool.DataSourceFactory\""
        + " driverClassName=\"org.postgresql.Driver\" testOnBorrow=\"true\""
        + " validationQuery=\"SELECT 1\" initialSize=\"3\" maxActive=\"7\""
        + " object_name=\"stock\" closeMethod=\"close\" url=\""
        + server.url(link) + "\" username=\"" + server.user() + "\" password=\"" + server.password()
        + "\"/>";
  }

  /**
   * What it answered.
   *
   * @param each after the requests of each deployment
   */
  private List<String> used(Catalina catalina, Link link, Runnable each) throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i <= REDEPLOYMENTS; i++) {
      if (i > 0) {
        catalina.undeploy("shop");
        catalina.undeploy("stock");
      }
      catalina.deploy("shop", PackagedApplications.war(), "");
      catalina.deploy("stock", PackagedApplications.war(), stocksPool(link));
      for (String path : List.of(
          "/shop/orders/1?trips=3", "/stock/orders/2?trips=2", "/shop/orders/3?trips=2&async")) {
        answers.add(catalina.requests().send(path).body());
      }
      for (String wrong : List.of("/stock/orders/4?trips=none", "/shop/nothing")) {
        answers.add(wrong + " " + catalina.requests().get(wrong));
      }
      link.awaitIdle(Duration.ofMillis(500), Duration.ofSeconds(60));
      each.run();
    }
    return answers;
  }

  private static void assertRequests(Metrics metrics) {
    int used = REDEPLOYMENTS + 1;
    assertEquals(
        5 * used, metrics.sum("tripmeter_request_round_trips_sum", "route", "/shop/orders/*"));
    assertEquals(
        2 * used, metrics.sum("tripmeter_request_round_trips_sum", "route", "/stock/orders/*"));
  }

  /** The last application's. */
  private static void assertPoolsAreOnce(Metrics metrics) {
    assertEquals(5, metrics.sum("db_client_connection_max", POOL_NAME, "shop"));
    assertEquals(7, metrics.sum("db_client_connection_max", POOL_NAME, "stock"));
  }

  /** Besides the manager's, the loaders of the two that run. */
  private static void assertGone(Catalina catalina) {
    Pause.until(
        () -> loaders(catalina) <= 3,
        Duration.ofSeconds(60),
        () -> loaders(catalina) + " class loaders\n" + catalina.jvm().output());
  }

  private static int loaders(Catalina catalina) {
    return Jcmd.instances(catalina.jvm(), "org.apache.catalina.loader.ParallelWebappClassLoader");
  }

  private static void assertNothingIsWrong(Catalina catalina) {
    List<String> lines = catalina.jvm().output().lines().toList();
    assertEquals(
        List.of(),
        lines.stream()
            .filter(line -> line.matches("tripmeter: (warn|error).*|.* SEVERE .*appears to.*"))
            .toList());
    assertTrue(lines.stream().anyMatch(line -> line.contains("pool=stock")), lines::toString);
  }
}

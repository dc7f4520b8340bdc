package io.tripmeter.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PackagedApplications;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A web application with driver and pool of its own in servers as their users get them: nothing but the agent is added to what starts them. */
@Tag("matrix")
final class WarServersTest {
  private static final Duration START = Duration.ofMinutes(3);

  private final PostgresServer server = PostgresServer.shared();

  static Stream<Named<WarServer>> servers() {
    return Stream.of(
        Named.of("WildFly", new WarServer.WildFly()),
        Named.of("Payara Micro", new WarServer.PayaraMicro()),
        Named.of("Jetty", new WarServer.Jetty()),
        Named.of("Open Liberty", new WarServer.OpenLiberty()));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void itAnswersTheSameAndItsRequestsAreCounted(WarServer of) throws Exception {
    List<String> bare;
    try (Link link = Link.to(server).joiningBegin().open();
        Requests requests = start(of, program(of, link))) {
      bare = used(requests);
    }
    try (Link link = Link.to(server).joiningBegin().logging().open();
        Requests requests = start(of, program(of, link).agent("metrics.listen=127.0.0.1:0"))) {
      assertEquals(bare, used(requests), requests.jvm()::output);
      link.awaitIdle(Duration.ofSeconds(1), Duration.ofSeconds(60));
      Metrics metrics = Scrape.of(requests.jvm()).metrics();
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total"),
          () -> String.join("\n", link.log()));
      assertEquals(5, metrics.sum("tripmeter_request_round_trips_sum", "route", "/shop/orders/*"));
      assertEquals(
          5, metrics.sum("db_client_connection_max", "db_client_connection_pool_name", "shop"));
      assertTrue(
          requests.jvm().stderr().stream()
              .noneMatch(line -> line.matches("tripmeter: (warn|error).*")),
          requests.jvm()::output);
    }
  }

  private ForkedJvmBuilder program(WarServer of, Link link) throws Exception {
    Path base = Files.createTempDirectory("tripmeter-server");
    return of.program(base, PackagedApplications.war())
        .property("shop.url", server.url(link))
        .property("shop.user", server.user())
        .property("shop.password", server.password());
  }

  private static Requests start(WarServer of, ForkedJvmBuilder builder) {
    Requests requests = Requests.start(builder, of.listening());
    try {
      requests.jvm().await(of.deployed(), START);
      return requests;
    } catch (AssertionError e) {
      requests.close();
      throw e;
    }
  }

  private static List<String> used(Requests requests) {
    List<String> answers = new ArrayList<>();
    for (String path : List.of("/shop/orders/1?trips=3", "/shop/orders/3?trips=2&async")) {
      answers.add(requests.send(path).body());
    }
    for (String wrong : List.of("/shop/orders/4?trips=none", "/shop/nothing")) {
      answers.add(wrong + " " + requests.get(wrong));
    }
    return answers;
  }
}

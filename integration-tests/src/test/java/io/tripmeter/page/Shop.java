package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code example.PageShop} with the agent, over a link. */
final class Shop implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Link link;
  private final ForkedJvm jvm;
  private final String mark;
  private final String address;
  private final Scrape scrape;

  /** @param mark what is added to each name that an application gives: of itself, its pools, routes and columns */
  Shop(Duration roundTrip, String mark) {
    this.mark = mark;
    PostgresServer server = PostgresServer.shared();
    link = Link.to(server).roundTrip(roundTrip).open();
    jvm = ForkedJvm.of("example.PageShop")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url(link), server.user(), server.password(), mark)
        .property("tripmeter.service-name", "web-shop" + mark)
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .property("tripmeter.metrics.wait", "true")
        .agent()
        .start();
    scrape = Scrape.of(jvm);
    address = "127.0.0.1:" + jvm.await("^listening on (\\d+)").group(1);
  }

  Scrape scrape() {
    return scrape;
  }

  String page() {
    return "http://127.0.0.1:" + scrape.port() + "/";
  }

  /** So many requests at once, to each route. */
  void visit(int times) {
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    for (String path : List.of("/products", "/orders", "/checkout", "/reports/daily")) {
      for (int i = 0; i < times; i++) {
        answers.add(
            CLIENT.sendAsync(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.discarding()));
      }
    }
    answers.forEach(answer -> assertEquals(200, answer.join().statusCode(), jvm::output));
  }

  private URI uri(String path) {
    try {
      return new URI("http", address, path + mark.replace(' ', '/'), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  @Override
  public void close() {
    jvm.close();
    link.close();
  }
}

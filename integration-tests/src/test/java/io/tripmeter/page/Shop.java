package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code example.PageShop} with the agent, over a link. */
final class Shop implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final PostgresServer SERVER = PostgresServer.shared();

  private final Link link;
  private final ForkedJvm jvm;
  private final String mark;
  private final String address;
  private final Scrape scrape;

  private Shop(Link link, ForkedJvmBuilder program, String mark) {
    this.link = link;
    this.mark = mark;
    jvm = program
        .argument(mark)
        .property("tripmeter.service-name", "web-shop" + mark)
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .property("tripmeter.metrics.wait", "true")
        .agent()
        .start();
    scrape = Scrape.of(jvm);
    address = "127.0.0.1:" + jvm.await("^listening on (\\d+)").group(1);
  }

  static Shop over(Duration roundTrip) {
    Link link = Link.to(SERVER).roundTrip(roundTrip).open();
    return new Shop(link, program(SERVER.url(link), SERVER.user()), "");
  }

  /**
   * In front of it stands what is said to be a pooler, so that it has hazards.
   *
   * @param mark what its user and its database are called, and what is added to each other name that an application gives: of itself, its
   *     pools, routes, columns and a class
   */
  static Shop marked(String mark) {
    drop(mark);
    SERVER.execute("create role \"" + mark + "\" login password '" + SERVER.password() + "'");
    SERVER.execute("create database \"" + mark + "\" owner \"" + mark + '"');
    Link link = Link.to(SERVER).open();
    String url = SERVER.url(link).replaceFirst("[^/]+$", "")
        + URLEncoder.encode(mark, StandardCharsets.UTF_8);
    ForkedJvmBuilder program = program(url, mark)
        .property("tripmeter.pooler", "transaction")
        .property("tripmeter.slow-query.threshold", "200ms");
    return new Shop(link, program, mark);
  }

  private static void drop(String mark) {
    SERVER.execute("drop database if exists \"" + mark + "\" with (force)");
    SERVER.execute("drop role if exists \"" + mark + '"');
  }

  private static ForkedJvmBuilder program(String url, String user) {
    return ForkedJvm.of("example.PageShop")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(url, user, password());
  }

  static String password() {
    return SERVER.password();
  }

  Scrape scrape() {
    return scrape;
  }

  String page() {
    return "http://127.0.0.1:" + scrape.port() + "/";
  }

  /** So many requests at once, to each route. */
  void visit(int times) {
    List<String> paths =
        new ArrayList<>(List.of("/products", "/orders", "/checkout", "/reports/daily"));
    if (!mark.isEmpty()) {
      paths.add("/odd");
    }
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    for (String path : paths) {
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
    if (!mark.isEmpty()) {
      drop(mark);
    }
  }
}

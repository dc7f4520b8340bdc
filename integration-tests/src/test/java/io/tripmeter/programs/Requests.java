package io.tripmeter.programs;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A child program that answers requests of known cost, and its client. */
public final class Requests implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ForkedJvm jvm;
  private final int port;

  private Requests(ForkedJvm jvm, String listening) {
    this.jvm = jvm;
    port = Integer.parseInt(jvm.await(listening).group(1));
  }

  /** {@code example.RequestServer}, with the agent and its listener on a free port. */
  public static ForkedJvmBuilder on(PostgresServer server) {
    return withoutAgent(server).agent().property("tripmeter.metrics.listen", "127.0.0.1:0");
  }

  public static ForkedJvmBuilder withoutAgent(PostgresServer server) {
    return ForkedJvm.of("example.RequestServer")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url(), server.user(), server.password());
  }

  /** Any program that says "listening on" and a port. */
  public static Requests start(ForkedJvmBuilder builder) {
    return start(builder, "^listening on (\\d+)");
  }

  /** Any other program, by the regular expression of the line that says its port. */
  public static Requests start(ForkedJvmBuilder builder, String listening) {
    ForkedJvm jvm = builder.start();
    try {
      return new Requests(jvm, listening);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  /** The status; whatever the answer says. */
  public int get(String path, String... headers) {
    return send(path, headers).statusCode();
  }

  public HttpResponse<String> send(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + path))
        .timeout(ForkedJvm.PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(path + "\n" + jvm.output(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The application's own metrics in Prometheus' format at this path, the first of which this is true. */
  public Metrics await(String path, Predicate<Metrics> wanted) {
    AtomicReference<Metrics> last = new AtomicReference<>();
    Pause.until(
        () -> {
          last.set(Metrics.parse(send(path).body()));
          return wanted.test(last.get());
        },
        ForkedJvm.PATIENCE,
        () -> last + "\n" + jvm.output());
    return last.get();
  }

  public int port() {
    return port;
  }

  public ForkedJvm jvm() {
    return jvm;
  }

  public Scrape scrape() {
    return Scrape.of(jvm);
  }

  /** Lines of this text so far. */
  public long linesWith(String text) {
    return jvm.output().lines().filter(line -> line.contains(text)).count();
  }

  @Override
  public void close() {
    jvm.close();
  }
}

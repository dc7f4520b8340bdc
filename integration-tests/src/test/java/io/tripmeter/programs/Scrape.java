package io.tripmeter.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** What the agent of one JVM serves at metrics.listen. */
public final class Scrape {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port;

  private Scrape(int port) {
    this.port = port;
  }

  /** Waits until it is served. */
  public static Scrape of(ForkedJvm jvm) {
    return new Scrape(
        Integer.parseInt(jvm.await("metrics listening.*127\\.0\\.0\\.1:(\\d+)").group(1)));
  }

  public int port() {
    return port;
  }

  public Metrics metrics() {
    return Metrics.fetch(port);
  }

  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public JsonNode json(String path) {
    String body = get(path).body();
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  /** The first metrics of which this is true: what a request cost is told just after it was answered. */
  public Metrics await(Predicate<Metrics> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Metrics last = metrics();
    while (!wanted.test(last)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not so within " + PATIENCE + ": " + last);
      }
      Pause.shortly();
      last = metrics();
    }
    return last;
  }
}

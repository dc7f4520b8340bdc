package io.tripmeter.signals;

import io.tripmeter.child.SettingsBean;
import io.tripmeter.programs.Pause;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The sample application in a JVM of its own. Its seed has one user with twenty tasks. */
final class SampleProgram implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final int POOL_SIZE = 2;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Apart from the one for the whole JVM, because the application creates its tables. */
  private static final class Shared {
    static final PostgresServer SERVER = PostgresServer.start();
  }

  private final ForkedJvm jvm;
  private final String address;

  private SampleProgram(ForkedJvm jvm) {
    this.jvm = jvm;
    address = jvm.await("sample-app listening on (http://\\S+)").group(1);
  }

  /** For all tests here that leave it running. */
  static PostgresServer server() {
    return Shared.SERVER;
  }

  /** No agent yet. */
  static ForkedJvmBuilder on(PostgresServer server) {
    return on(server, server.url());
  }

  static ForkedJvmBuilder on(PostgresServer server, String url) {
    return ForkedJvm.ofJar(Libraries.sampleApp())
        .environment("DATABASE_URL", url + "?sslmode=disable")
        .environment("DATABASE_USER", server.user())
        .environment("DATABASE_PASSWORD", server.password())
        .environment("POOL_SIZE", Integer.toString(POOL_SIZE))
        .environment("PORT", "0")
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .property("tripmeter.service-name", "signals")
        .property("tripmeter.session.statement-timeout", "30s");
  }

  static SampleProgram start(ForkedJvmBuilder builder) {
    return new SampleProgram(builder.start());
  }

  /** Returns when requests have spans: those before the SDK is ready have none. */
  static SampleProgram startWithSpans(ForkedJvmBuilder builder, OtlpCollector collector) {
    SampleProgram program =
        start(builder.agent().property("tripmeter.otlp.endpoint", collector.endpoint()));
    Pause.until(
        () -> {
          program.get("/health");
          return !collector.spans().isEmpty();
        },
        PATIENCE,
        program::output);
    return program;
  }

  /** The status of the answer. Headers as name, value, name, value. */
  int get(String path, String... headers) {
    return send(request(path, headers));
  }

  int post(String path, String json, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
        .timeout(ForkedJvm.PATIENCE)
        .header("Authorization", "Bearer demo-token");
    return headers.length == 0 ? request : request.headers(headers);
  }

  private int send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(output(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The span of the request that was sent with this {@link Trace}. */
  static OtlpSpan serverSpan(OtlpCollector collector, Trace trace) throws InterruptedException {
    return collector.await(
        span -> span.kind().equals("SERVER") && span.traceId().equals(trace.id()), PATIENCE);
  }

  Scrape scrape() {
    return Scrape.of(jvm);
  }

  /** What an administrator's console sees. */
  SettingsBean settings() {
    return SettingsBean.of(jvm);
  }

  /** The first line that holds the pattern, when it comes. */
  String await(String regex) {
    return jvm.await(".*" + regex + ".*").group();
  }

  /** The lines so far that hold this text. */
  List<String> said(String text) {
    return jvm.output().lines().filter(line -> line.contains(text)).toList();
  }

  String output() {
    return jvm.output();
  }

  @Override
  public void close() {
    jvm.close();
  }
}

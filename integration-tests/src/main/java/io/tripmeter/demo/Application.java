package io.tripmeter.demo;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/** The sample application in a JVM of its own, behind a link. */
final class Application implements AutoCloseable {
  static final int POOL_SIZE = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofMillis(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ForkedJvm jvm;
  private final Link link;
  private final Link.Count atStart;
  private final Reported reported;
  private final int metricsPort;
  private final String address;

  private Application(ForkedJvm jvm, Link link, Link.Count atStart, int metricsPort) {
    this.jvm = jvm;
    this.link = link;
    this.atStart = atStart;
    this.metricsPort = metricsPort;
    this.reported = metricsPort == 0 ? Reported.byNobody() : Reported.by(metricsPort);
    this.address = jvm.await("listening on (http://\\S+)", PATIENCE).group(1);
  }

  /** Creates its tables, at the server's side of the link: that is not what the demo is about. */
  static void migrate(PostgresServer server) {
    try (ForkedJvm jvm =
        builder(server, server.url()).environment("POOL_SIZE", "1").start()) {
      jvm.await("listening on", PATIENCE);
    }
  }

  static Application start(PostgresServer server, Link link) {
    return start(server, link, false);
  }

  static Application startWithTripmeter(PostgresServer server, Link link) {
    return start(server, link, true);
  }

  private static Application start(PostgresServer server, Link link, boolean agent) {
    ForkedJvmBuilder builder = builder(server, server.url(link))
        .environment("POOL_SIZE", Integer.toString(POOL_SIZE))
        .environment("MIGRATE", "false");
    int metricsPort = agent ? freePort() : 0;
    if (agent) {
      withTripmeter(builder, "127.0.0.1:" + metricsPort);
    }
    Link.Count before = link.mark();
    ForkedJvm jvm = builder.start();
    try {
      return new Application(jvm, link, before, metricsPort);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  /** As the quick start says, with timeouts. */
  static void withTripmeter(ForkedJvmBuilder builder, String metrics) {
    builder.agent(
        "session.statement-timeout=30s,session.lock-timeout=5s,session.idle-in-transaction-timeout=60s,"
            + "metrics.wait=true,metrics.listen=" + metrics);
  }

  static ForkedJvmBuilder builder(PostgresServer server, String url) {
    return ForkedJvm.ofJar(Libraries.sampleApp())
        .environment("DATABASE_URL", url)
        .environment("DATABASE_USER", server.user())
        .environment("DATABASE_PASSWORD", server.password())
        .environment("PORT", "0");
  }

  /** Waits until the pool is full, and says now and then how far it is. */
  Cost poolReady() throws InterruptedException {
    Thread progress = new Thread(this::showConnections, "demo-progress");
    progress.setDaemon(true);
    progress.start();
    Matcher ready = jvm.await("pool ready: (\\d+) connections in (\\d+) ms", PATIENCE);
    progress.interrupt();
    link.awaitIdle(QUIET, PATIENCE);
    String what = "pool of " + ready.group(1) + " ready";
    return new Cost(
        what, Long.parseLong(ready.group(2)), link.since(atStart), reported.roundTrips());
  }

  private void showConnections() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(5);
        System.out.println("    ... " + link.open() + " of " + POOL_SIZE + " connections");
      }
    } catch (InterruptedException e) {
      // The pool is ready.
    }
  }

  /** One request alone on the link. */
  Cost request(String what, HttpRequest.Builder request) throws IOException, InterruptedException {
    link.awaitIdle(QUIET, PATIENCE);
    Reported.Requests before = reported.requests();
    Link.Count mark = link.mark();
    long begin = System.nanoTime();
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    Link.Count passed = link.since(mark);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          what + ": " + answer.statusCode() + " " + answer.body() + "\n" + jvm.output());
    }
    OptionalLong said = reported.roundTripsSince(before);
    return new Cost(what, millis, passed, said);
  }

  HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer demo-token");
  }

  HttpRequest.Builder post(String path, String json) {
    return get(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  String address() {
    return address;
  }

  List<String> avoidable() {
    return reported.avoidable();
  }

  String metricsAddress() {
    return "http://127.0.0.1:" + metricsPort;
  }

  /** What Tripmeter has logged. */
  List<String> tripmeterLines() {
    return jvm.stderr().stream().filter(line -> line.contains("tripmeter")).toList();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}

package io.tripmeter.wire;

import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** {@code example.WorkServer} in a JVM of its own, with the agent, behind a link with a little delay. */
final class WorkProgram implements AutoCloseable {
  /**
   * Longer than a busy machine takes the driver off the processor between two writes of one trip (BEGIN and what follows it in 42.7.8):
   * or else the server answers the first of them before the second is on the wire, which then sees a turn-around that nobody waited for.
   */
  private static final Duration DELAY = Duration.ofMillis(6);

  /** For what is written in many pieces. */
  private static final Duration LONG_DELAY = Duration.ofMillis(120);

  /** Agent arguments; a keepalive longer than the work, however busy the machine, so that no connection has to be validated. */
  static final String LISTENING = "metrics.listen=127.0.0.1:0,pool.keepalive=150s";

  private static final List<String> POOLS = List.of("main", "simple", "always");

  private static final List<String> SCHEMA = List.of(
      "CREATE TYPE mood AS ENUM ('glad', 'sad')",
      "CREATE TABLE item (id serial PRIMARY KEY, number int NOT NULL, name text NOT NULL DEFAULT '')",
      "ALTER TABLE item OWNER TO app",
      "CREATE TYPE weather AS ENUM ('fair', 'foul')",
      "CREATE TABLE feeling (inside mood, outside weather)",
      "ALTER TABLE feeling OWNER TO app");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Link link;
  private final ForkedJvm jvm;
  private final int port;
  private final int metricsPort;

  /** As the last scenario has left it; null before the first. */
  private Metrics last;

  private WorkProgram(Link link, ForkedJvm jvm, PoolUnderTest pool) {
    this.link = link;
    this.jvm = jvm;
    port = Integer.parseInt(jvm.await("^listening on (\\d+)").group(1));
    metricsPort =
        Integer.parseInt(jvm.await("metrics listening address=.*:(\\d+)").group(1));
    for (int i = 0; i < POOLS.size(); i++) {
      jvm.await("warm-up complete pool=" + pool.name(POOLS.get(i), i + 1));
    }
  }

  static void createSchema(PostgresServer server) {
    SCHEMA.forEach(server::execute);
  }

  static WorkProgram start(PostgresServer server, Path java, String pgjdbc, String hikari) {
    return start(server, pgjdbc, hikari, builder -> builder.java(java).agent(LISTENING));
  }

  /** In the pools of any product. */
  static WorkProgram start(PostgresServer server, PoolUnderTest pool) {
    return start(
        server,
        Libraries.NEWEST_PGJDBC,
        pool,
        "jdbc:",
        builder -> builder.java(Jdks.running()).agent(LISTENING));
  }

  /** @param attached adds the agents */
  static WorkProgram start(
      PostgresServer server,
      String pgjdbc,
      String hikari,
      UnaryOperator<ForkedJvmBuilder> attached) {
    return start(server, pgjdbc, hikari, "jdbc:", attached);
  }

  /** @param prefix of the URL before {@code postgresql:} */
  static WorkProgram start(
      PostgresServer server,
      String pgjdbc,
      String hikari,
      String prefix,
      UnaryOperator<ForkedJvmBuilder> attached) {
    return start(server, pgjdbc, PoolUnderTest.hikari(hikari), prefix, attached);
  }

  private static WorkProgram start(
      PostgresServer server,
      String pgjdbc,
      PoolUnderTest pool,
      String prefix,
      UnaryOperator<ForkedJvmBuilder> attached) {
    Link link = Link.to(server).roundTrip(DELAY).joiningBegin().logging().open();
    ForkedJvm jvm = attached
        .apply(ForkedJvm.of("example.WorkServer"))
        .classPath(pool.childClassPath(pgjdbc))
        .property("sun.net.httpserver.nodelay", "true")
        .argument(
            server.url(link).replace("jdbc:", prefix) + "?sslmode=disable",
            server.user(),
            server.password())
        .argument(pool.working())
        .start();
    try {
      return new WorkProgram(link, jvm, pool);
    } catch (AssertionError e) {
      jvm.close();
      link.close();
      throw e;
    }
  }

  /**
   * Every scenario, twice, since a driver knows a statement then; the slow ones, written in pieces, twice in the matrix only: what was
   * not as it was to be, one line each.
   */
  List<String> mismatches() throws IOException, InterruptedException {
    return mismatches(Scenario::mismatches);
  }

  /** The same for what is counted against the wire alone. */
  List<String> wireMismatches() throws IOException, InterruptedException {
    return mismatches(Scenario::wireMismatches);
  }

  private List<String> mismatches(BiFunction<Scenario, Measured, List<String>> by)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (Scenario scenario : Scenarios.ALL) {
      for (String time : times(scenario)) {
        int before = link.log().size();
        by.apply(scenario, measure(scenario))
            .forEach(mismatch -> lines.add(scenario.name() + ", " + time + " time: " + mismatch));
        if (!lines.isEmpty()
            && lines.get(lines.size() - 1).startsWith(scenario.name() + ", " + time)) {
          List<String> log = link.log();
          log.subList(Math.min(before, log.size()), log.size())
              .forEach(line -> lines.add("    on the wire: " + line));
        }
      }
    }
    return lines;
  }

  private static List<String> times(Scenario scenario) {
    return scenario.isWrittenInPieces() && !Libraries.inMatrix()
        ? List.of("first")
        : List.of("first", "second");
  }

  /** The page is read once: it is long, and nothing moves between a quiet link and the next scenario. */
  private Measured measure(Scenario scenario) throws IOException, InterruptedException {
    Metrics before = last == null ? Metrics.fetch(metricsPort) : last;
    link.roundTrip(scenario.isWrittenInPieces() ? LONG_DELAY : DELAY);
    Link.Count mark = link.mark();
    ask(scenario.name());
    link.awaitIdle(Duration.ofMillis(10), Duration.ofSeconds(10));
    Metrics after = afterRequest(scenario.name(), before);
    last = after;
    Map<String, Long> kinds = new TreeMap<>();
    for (Metrics.Sample sample : after.samples()) {
      if (sample.name().equals("tripmeter_round_trips_total")) {
        kinds.merge(sample.labels().get("kind"), Math.round(sample.value()), Long::sum);
      }
    }
    kinds.replaceAll((kind, count) ->
        count - Math.round(before.sum("tripmeter_round_trips_total", "kind", kind)));
    kinds.values().removeIf(count -> count == 0);
    return new Measured(link.since(mark), difference("sum", scenario.name(), before, after), kinds);
  }

  private void ask(String name) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/" + name))
        .timeout(ForkedJvm.PATIENCE)
        .build();
    String answer = client.send(request, BodyHandlers.ofString()).body();
    if (!answer.equals("done")) {
      throw new AssertionError(name + ": " + answer + "\n" + jvm.output());
    }
  }

  /** The answer is on its way before the request is over and counted. */
  private Metrics afterRequest(String name, Metrics before) throws InterruptedException {
    long deadline = System.nanoTime() + ForkedJvm.PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Metrics now = Metrics.fetch(metricsPort);
      if (difference("count", name, before, now) == 1) {
        return now;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("request " + name + " was not counted\n" + jvm.output());
  }

  private static long difference(String of, String name, Metrics before, Metrics after) {
    String metric = "tripmeter_request_round_trips_" + of;
    return Math.round(
        after.sum(metric, "route", "/" + name) - before.sum(metric, "route", "/" + name));
  }

  @Override
  public void close() {
    jvm.close();
    link.close();
  }
}

package io.tripmeter.demo;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The sample application behind PgBouncer in transaction mode, without Tripmeter and with it, where there is a PgBouncer. */
final class PoolerAct {
  private static final int CLIENTS = 8;
  private static final int ORDERS_EACH = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final String ROW = "%-54s | %-17s | %-17s%n";

  /**
   * What came of it.
   *
   * @param failed orders that were answered with an error
   * @param anothersTimeout the statement timeout that another client has afterwards, who has asked for none
   * @param lines what Tripmeter logged of the endpoint
   */
  record Outcome(int failed, String anothersTimeout, List<String> lines) {}

  private final PostgresServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  PoolerAct(PostgresServer server) {
    this.server = server;
  }

  void play() throws InterruptedException {
    Optional<String> version = PoolerPrograms.anyPgBouncer();
    if (version.isEmpty()) {
      System.out.println("\nNo PgBouncer here: what it does behind a transaction pooler is left out"
          + " (Debian: apt-get install pgbouncer)");
      return;
    }
    System.out.println("\nThe same application behind PgBouncer " + version.get()
        + " in transaction mode: a pool of " + CLIENTS + " over 2 connections to the server");
    Outcome without = outcome(version.get(), false);
    Outcome with = outcome(version.get(), true);
    with.lines.forEach(line -> System.out.println("    " + line));
    System.out.println();
    System.out.printf(ROW, "", "without Tripmeter", "with Tripmeter");
    System.out.printf(
        ROW,
        CLIENTS * ORDERS_EACH + " orders by " + CLIENTS + " clients: failed",
        without.failed,
        with.failed);
    System.out.printf(
        ROW,
        "statement_timeout, once set, that another client has",
        without.anothersTimeout,
        with.anothersTimeout);
  }

  Outcome outcome(String version, boolean agent) throws InterruptedException {
    try (PgBouncer pooler =
        PgBouncer.before(server).version(version).carryingNoPreparedStatements().start()) {
      ForkedJvmBuilder builder = Application.builder(server, pooler.url())
          .environment("POOL_SIZE", Integer.toString(CLIENTS))
          .environment("MIGRATE", "false");
      if (agent) {
        Application.withTripmeter(builder, "off");
      }
      int failed;
      List<String> lines;
      try (ForkedJvm jvm = builder.start()) {
        String address = jvm.await("listening on (http://\\S+)", PATIENCE).group(1);
        jvm.await("pool ready", PATIENCE);
        if (agent) {
          jvm.await("DB endpoint is", PATIENCE);
        }
        failed = order(address);
        lines = jvm.stderr().stream()
            .filter(line -> line.contains("DB endpoint is"))
            .toList();
      }
      // Only now: failed transactions that nobody ends may have kept both connections to the
      // server.
      if (!agent) {
        setTimeout(pooler);
      }
      return new Outcome(failed, pooler.value("SHOW statement_timeout"), lines);
    }
  }

  /** As applications do that know nothing of the pooler; Tripmeter has done it its own way in each transaction. */
  private static void setTimeout(PgBouncer pooler) {
    try (Connection connection = pooler.anotherClient();
        Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = '30s'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int order(String address) throws InterruptedException {
    AtomicInteger failed = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread = new Thread(() -> order(address, failed), "demo-client-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return failed.get();
  }

  /** One client's orders; one that gets no answer gives up, and so fails with all that it had left to do. */
  private void order(String address, AtomicInteger failed) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/orders?style=loop"))
        .header("Authorization", "Bearer demo-token")
        .header("Content-Type", "application/json")
        .timeout(ANSWER)
        .POST(HttpRequest.BodyPublishers.ofString(Visit.order()))
        .build();
    for (int i = 0; i < ORDERS_EACH; i++) {
      try {
        if (client.send(request, BodyHandlers.ofString()).statusCode() != 201) {
          failed.incrementAndGet();
        }
      } catch (IOException e) {
        failed.addAndGet(ORDERS_EACH - i);
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

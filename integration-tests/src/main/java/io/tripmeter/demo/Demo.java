package io.tripmeter.demo;

import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The sample application over a link of 220 ms, first without Tripmeter and then with it, and a table of both. {@code --keep}
 * leaves the second one up. Whatever it starts ends with this JVM.
 */
public final class Demo {
  private static final Duration ROUND_TRIP = Duration.ofMillis(220);
  private static final long SETTLE_MILLIS = 500;

  private final PostgresServer server;
  private final Link link;

  private Demo(PostgresServer server, Link link) {
    this.server = server;
    this.link = link;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean keep = List.of(arguments).contains("--keep");
    AtomicBoolean ending = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true), "demo-at-exit"));
    try {
      start(keep);
    } catch (IOException | RuntimeException | AssertionError e) {
      // Ctrl-C ends the application as well, perhaps a moment before this JVM knows: no failure to
      // tell of.
      TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
      if (!ending.get()) {
        throw e;
      }
    }
  }

  private static void start(boolean keep) throws IOException, InterruptedException {
    System.out.println("Starting PostgreSQL, and the sample application once to create its tables");
    try (PostgresServer server = PostgresServer.with().embedded().start();
        Link link = Link.to(server).roundTrip(ROUND_TRIP).open()) {
      Application.migrate(server);
      System.out.println(
          "A link of " + ROUND_TRIP.toMillis() + " ms lies between the two from now on");
      new Demo(server, link).run(keep);
    }
  }

  private void run(boolean keep) throws IOException, InterruptedException {
    List<Cost> without = without();
    System.out.println("\nWith Tripmeter: -javaagent:tripmeter-agent.jar");
    try (Application application = Application.startWithTripmeter(server, link)) {
      Comparison comparison = new Comparison(without, Visit.to(application));
      System.out.println("\nWhat Tripmeter logged:");
      application.tripmeterLines().forEach(line -> System.out.println("    " + line));
      System.out.println("\n" + comparison.table());
      System.out.println("Round trips as the link saw them; each of the " + Application.POOL_SIZE
          + " connects of the pool is one more, TCP's own.");
      System.out.println("\nRound trips that nobody needed, by route and reason:");
      application.avoidable().forEach(line -> System.out.println("    " + line));
      new PoolerAct(server).play();
      if (keep) {
        stay(application);
      }
    }
  }

  private List<Cost> without() throws IOException, InterruptedException {
    System.out.println("\nWithout Tripmeter (the pool alone takes half a minute)");
    try (Application application = Application.start(server, link)) {
      return Visit.to(application);
    }
  }

  private static void stay(Application application) throws InterruptedException {
    System.out.println("""

        The application stays up until Ctrl-C:
          the application     %1$s/api/ping
          the chatty list     curl -H 'Authorization: Bearer demo-token' '%1$s/api/tasks?style=chatty'
          Tripmeter's page    %2$s/
          its metrics         %2$s/metrics
          its health          %2$s/health""".formatted(application.address(), application.metricsAddress()));
    new CountDownLatch(1).await();
  }
}

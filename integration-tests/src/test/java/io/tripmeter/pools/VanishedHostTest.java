package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.NetworkNamespaces;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host whose cable is pulled, in a network namespace: its kernel answers nothing any more. What was idle is not lent any more. What is in
 * flight waits, as it does bare, and goes on when the cable is put back. The oldest and the newest libraries together, on the oldest Java
 * and the running one.
 */
final class VanishedHostTest {
  private static final int PORT = 5432;
  private static final long VALIDATION_MILLIS = 1000;
  private static final long BORROW_MILLIS = 2000;
  /** What a machine that is busy takes for the rest. Who is not noticed hangs for minutes. */
  private static final long MARGIN_MILLIS = 3000;

  /** Longer than the kernel asks an idle connection's other end: 2 s, and 3 questions a second apart. */
  private static final long SILENCE_MILLIS = 7000;

  private static final int STATEMENT_SECONDS = 12;

  @TempDir
  private Path sockets;

  private PostgresServer server;
  private NetworkNamespaces network;
  private ForkedJvm relay;

  @BeforeEach
  void start() {
    Optional<String> missing = NetworkNamespaces.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    server = PostgresServer.with()
        .setting("unix_socket_directories", sockets.toString())
        .setting("unix_socket_permissions", "0777")
        .embedded()
        .start();
    network = NetworkNamespaces.make();
    relay = ForkedJvm.of("io.tripmeter.testing.UnixSocketRelay")
        .classPath(Libraries.testClasses())
        .prefix(network.atServer())
        .argument(
            NetworkNamespaces.SERVER,
            Integer.toString(PORT),
            sockets.resolve(".s.PGSQL." + server.port()).toString())
        .start();
    relay.await("^ready$");
  }

  @AfterEach
  void stop() {
    if (network != null) {
      relay.close();
      network.close();
      server.close();
    }
  }

  private Application application(int oldestJava, String hikari, String driver) {
    Application application = Application.with()
        .java(Jdks.home(oldestJava).orElse(Jdks.running()))
        .hikari(hikari)
        .pgjdbc(driver)
        .prefix(network.atClient())
        .start();
    String url =
        "jdbc:postgresql://" + NetworkNamespaces.SERVER + ":" + PORT + "/" + server.database();
    application.pool(
        "main",
        server,
        url,
        "maximumPoolSize=3",
        "validationTimeout=" + VALIDATION_MILLIS,
        "connectionTimeout=" + BORROW_MILLIS);
    application.warmedUp("main");
    return application;
  }

  /** One connection waits for an answer, two are idle for longer than HikariCP lends without asking. */
  private static int keepOneBusy(Application application) {
    int busy = application.order(
        "ask", "main", "SELECT 'in flight' FROM pg_sleep(" + STATEMENT_SECONDS + ")");
    Eventually.pause(800);
    return busy;
  }

  private static void assertFailsWithin(
      long millis, long since, Application application, int order) {
    String answer = application.answer(order);
    long took = (System.nanoTime() - since) / 1_000_000;
    assertTrue(answer.startsWith("failed: "), answer);
    assertTrue(took < millis, () -> answer + " after " + took + " ms\n" + application.output());
  }

  @Test
  void nobodyWaitsLongerThanAValidationTakesAndWhatIsInFlightGoesOn() {
    try (Application oldest = application(8, Libraries.HIKARICP.get(0), Libraries.PGJDBC.get(0));
        Application newest = application(
            Runtime.version().feature(), Libraries.NEWEST_HIKARICP, Libraries.NEWEST_PGJDBC)) {
      int busyOld = keepOneBusy(oldest);
      int busyNew = keepOneBusy(newest);
      long cut = System.nanoTime();
      network.cut();
      int askedOld = oldest.order("ask", "main", "SELECT 1");
      int askedNew = newest.order("ask", "main", "SELECT 1");
      assertFailsWithin(VALIDATION_MILLIS + MARGIN_MILLIS, cut, newest, askedNew);
      assertFailsWithin(VALIDATION_MILLIS + MARGIN_MILLIS, cut, oldest, askedOld);
      long since = System.nanoTime();
      int againOld = oldest.order("ask", "main", "SELECT 1");
      int againNew = newest.order("ask", "main", "SELECT 1");
      assertFailsWithin(BORROW_MILLIS + MARGIN_MILLIS, since, newest, againNew);
      assertFailsWithin(BORROW_MILLIS + MARGIN_MILLIS, since, oldest, againOld);
      Eventually.pause(Math.max(0, SILENCE_MILLIS - (System.nanoTime() - cut) / 1_000_000));
      network.restore();
      assertEquals("in flight", newest.answer(busyNew), newest::output);
      assertEquals("in flight", oldest.answer(busyOld), oldest::output);
      assertGoesOn(newest);
      assertGoesOn(oldest);
    }
  }

  private static void assertGoesOn(Application application) {
    Eventually.equal("1", () -> application.ask("main", "SELECT 1"), application::output);
  }
}

package io.tripmeter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One full row and one full column of drivers and pools, and every Java that is asked for. */
final class RoundTripsTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
    WorkProgram.createSchema(server);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** The oldest that is found and the running one; every Java in {@link RoundTripsMatrixTest}. */
  static Set<Integer> javas() {
    List<Integer> selected = Jdks.selected();
    int running = Runtime.version().feature();
    return selected.isEmpty()
        ? Set.of(running)
        : new TreeSet<>(
            List.of(selected.get(0), selected.contains(running) ? running : selected.get(0)));
  }

  @ParameterizedTest
  @MethodSource("javas")
  @Tag("core")
  void whatIsCountedIsWhatTheWireSawOnEveryJava(int java) throws Exception {
    String hikari = java < 11 ? "4.0.3" : Libraries.NEWEST_HIKARICP;
    assertCounted(server, Jdks.home(java).orElseThrow(), Libraries.NEWEST_PGJDBC, hikari);
  }

  static Stream<Arguments> driversAndPools() {
    Stream<Arguments> drivers = Libraries.PGJDBC.stream()
        .filter(version -> !version.equals(Libraries.NEWEST_PGJDBC))
        .map(version -> Arguments.of(version, "5.1.0"));
    Stream<Arguments> pools = Libraries.HIKARICP.stream()
        .filter(version -> !version.equals(Libraries.NEWEST_HIKARICP))
        .map(version -> Arguments.of(Libraries.NEWEST_PGJDBC, version));
    return Stream.concat(drivers, pools);
  }

  @ParameterizedTest
  @MethodSource("driversAndPools")
  void whatIsCountedIsWhatTheWireSawWithEveryDriverAndPool(String pgjdbc, String hikari)
      throws Exception {
    assertCounted(server, Jdks.running(), pgjdbc, hikari);
  }

  static void assertCounted(PostgresServer server, Path java, String pgjdbc, String hikari)
      throws Exception {
    try (WorkProgram program = WorkProgram.start(server, java, pgjdbc, hikari)) {
      List<String> mismatches = program.mismatches();
      assertEquals(
          "",
          String.join("\n", mismatches),
          () -> "pgjdbc " + pgjdbc + ", HikariCP " + hikari + ":\n" + String.join("\n", mismatches)
              + "\n");
    }
  }
}

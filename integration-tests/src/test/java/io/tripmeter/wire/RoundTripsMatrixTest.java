package io.tripmeter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expensive crosses. */
@Tag("matrix")
final class RoundTripsMatrixTest {
  static Stream<Arguments> driversTimesPools() {
    return Libraries.PGJDBC.stream()
        .flatMap(pgjdbc -> Libraries.HIKARICP.stream().map(hikari -> Arguments.of(pgjdbc, hikari)));
  }

  @ParameterizedTest
  @MethodSource("driversTimesPools")
  void whatIsCountedIsWhatTheWireSawWithEveryDriverInEveryPool(String pgjdbc, String hikari)
      throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      WorkProgram.createSchema(server);
      RoundTripsTest.assertCounted(server, Jdks.running(), pgjdbc, hikari);
    }
  }

  static Stream<PoolUnderTest> otherPools() {
    return PoolUnderTest.ofThisRun().filter(pool -> !pool.isHikari());
  }

  /** Of any kind: what other pools than HikariCP ask of their own has kinds of its own. */
  @ParameterizedTest
  @MethodSource("otherPools")
  void whatIsCountedIsWhatTheWireSawInEveryPool(PoolUnderTest pool) throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      WorkProgram.createSchema(server);
      try (WorkProgram program = WorkProgram.start(server, pool)) {
        assertEquals("", String.join("\n", program.wireMismatches()));
      }
    }
  }

  static Stream<Arguments> serversTimesDrivers() {
    return Libraries.POSTGRESQL.stream()
        .flatMap(version -> Libraries.PGJDBC.stream().map(pgjdbc -> Arguments.of(version, pgjdbc)));
  }

  @ParameterizedTest
  @MethodSource("serversTimesDrivers")
  void whatIsCountedIsWhatTheWireSawOnEveryServer(String version, String pgjdbc) throws Exception {
    try (PostgresServer server = PostgresServer.with().version(version).start()) {
      WorkProgram.createSchema(server);
      RoundTripsTest.assertCounted(server, Jdks.running(), pgjdbc, Libraries.NEWEST_HIKARICP);
    }
  }

  static Stream<Arguments> javasTimesDrivers() {
    return Jdks.WANTED.stream()
        .filter(Jdks.found()::containsKey)
        .flatMap(java -> Libraries.PGJDBC.stream().map(pgjdbc -> Arguments.of(java, pgjdbc)));
  }

  @ParameterizedTest
  @MethodSource("javasTimesDrivers")
  void whatIsCountedIsWhatTheWireSawOnEveryJava(int java, String pgjdbc) throws Exception {
    String hikari = java < 11 ? "4.0.3" : Libraries.NEWEST_HIKARICP;
    try (PostgresServer server = PostgresServer.start()) {
      WorkProgram.createSchema(server);
      RoundTripsTest.assertCounted(server, Jdks.home(java).orElseThrow(), pgjdbc, hikari);
    }
  }
}

package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Update counts, keys, batches, cursors, savepoints, errors: the same with us as without, and no trip more. */
final class SameResultsTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = Poolers.server();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** The oldest and the newest driver here, the cross in {@link PoolersMatrixTest}. */
  static Stream<Arguments> combinations() {
    return Stream.of(
        Arguments.of(Poolers.OLD, "42.7.14", ""),
        Arguments.of(Poolers.NEW, "42.2.29", "&preferQueryMode=simple"));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void everyTransactionGoesAsItWouldAlone(String version, String pgjdbc, String parameters) {
    assertSame(server, Poolers.pgBouncer(version, server), pgjdbc, parameters, List.of("first"));
  }

  static void assertSame(
      PostgresServer server,
      PgBouncerOptions pooler,
      String pgjdbc,
      String parameters,
      List<String> times) {
    assertEquals(
        "",
        String.join("\n", new Shapes(server, pooler, pgjdbc, parameters, times).mismatches()),
        () -> "pgjdbc " + pgjdbc + " " + parameters);
  }
}

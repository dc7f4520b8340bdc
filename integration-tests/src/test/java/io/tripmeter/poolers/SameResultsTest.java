package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Update counts, keys, batches, cursors, savepoints, errors: the same with us as without, and no trip more. */
final class SameResultsTest {
  private static final PostgresServer SERVER = Poolers.server();

  /** The oldest and the newest driver here, the cross in {@link PoolersMatrixTest}. */
  static Stream<Arguments> combinations() {
    return Stream.of(
        Arguments.of(Poolers.OLD, "42.7.14", "", true),
        Arguments.of(Poolers.NEW, "42.2.29", "&preferQueryMode=simple", false));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void everyTransactionGoesAsItWouldAlone(
      String version, String pgjdbc, String parameters, boolean validating) {
    PgBouncerOptions pooler = Poolers.pgBouncer(version, SERVER);
    Shapes shapes = new Shapes(SERVER, pooler, pgjdbc, parameters, List.of("first"));
    assertSame(validating ? shapes.validating() : shapes, pgjdbc + " " + parameters);
  }

  static void assertSame(Shapes shapes, String pgjdbc) {
    assertEquals("", String.join("\n", shapes.mismatches()), () -> "pgjdbc " + pgjdbc);
  }
}

package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that ends by itself and did nothing for any other unit is one; a server's start is none. */
final class BatchProgramTest {
  private static ForkedJvm start(String end) {
    PostgresServer server = PostgresServer.shared();
    return ForkedJvm.of("example.BatchProgram")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .agent("metrics.listen=off")
        .argument(server.url(), server.user(), server.password(), end)
        .start();
  }

  static List<String> endsByItself() {
    return Libraries.inMatrix() ? List.of("returns", "throws", "exits") : List.of("exits");
  }

  static List<String> others() {
    return Libraries.inMatrix() ? List.of("exits-elsewhere", "serves") : List.of("serves");
  }

  @ParameterizedTest
  @MethodSource("endsByItself")
  void itsMainThreadsWorkIsToldOnceAtItsEnd(String end) {
    try (ForkedJvm jvm = start(end)) {
      int status = jvm.exitCode();
      assertEquals(end.equals("throws") ? 1 : end.equals("exits") ? 3 : 0, status);
      String output = jvm.output();
      // HikariCP validates its first connection, on the thread that makes the pool.
      assertTrue(
          output.contains(
              "program ended; this is what its main thread did program=BatchProgram round_trips=8 statements=7 "),
          output);
      assertEquals(2, output.split("program ended", -1).length, output);
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void aProgramThatIsEndedOrServesIsNone(String end) {
    try (ForkedJvm jvm = start(end)) {
      jvm.exitCode();
      assertFalse(jvm.output().contains("program ended"), jvm.output());
    }
  }

  @Test
  void aServersStartIsNone() {
    try (ForkedJvm jvm = start("waits")) {
      jvm.await("^worked");
      jvm.terminate();
      jvm.exitCode();
      assertFalse(jvm.output().contains("program ended"), jvm.output());
    }
  }
}

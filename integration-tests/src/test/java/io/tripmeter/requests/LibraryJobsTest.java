package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpSpan;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs of libraries are units of work with the names that their programmer gave them. */
@ParameterizedClass(name = "{0}")
@MethodSource("springs")
final class LibraryJobsTest {
  private static LibraryProgram program;

  @Parameter
  String spring;

  static java.util.List<String> springs() {
    return Libraries.inMatrix()
        ? java.util.List.of("5.3", "6.2", "7.0")
        : java.util.List.of("5.3", "7.0");
  }

  @BeforeParameterizedClassInvocation
  static void run(String spring) {
    program = new LibraryProgram(
        "example.LibraryJobs",
        Jdks.running(),
        Libraries.ofFolder("jobs-" + spring),
        expected(spring).size(),
        "",
        "spring");
  }

  @AfterParameterizedClassInvocation
  static void end() {
    program.close();
  }

  /** Round trips by kind and name; each ran once. */
  private static Map<String, Long> expected(String spring) {
    Map<String, Long> trips = new TreeMap<>();
    trips.put("job example.SpringJobs", 3L);
    trips.put("job example.SpringJobs$Setup.housekeeping", 1L);
    trips.put("job example.SpringJobs$Nightly.report", 2L);
    trips.put("job example.SpringJobs$Nightly.everySecond", 4L);
    trips.put("job example.SpringJobs$Nightly.failing", 1L);
    trips.put("job example.SpringJobs$Nightly.onItsOwnThread", 2L);
    return trips;
  }

  @Test
  void eachIsAUnitByItsName() {
    assertEquals(expected(spring), program.trips(), program::output);
    assertTrue(
        program.units().values().stream().allMatch(units -> units == 1),
        () -> program.units().toString());
  }

  @Test
  void theirSumIsTheWires() throws Exception {
    long async = 5;
    long units = program.trips().values().stream().mapToLong(Long::longValue).sum();
    assertEquals(units + async, program.turnArounds(), program::output);
  }

  @Test
  void aFailureThatTheLibraryCatchesIsTheJobs() throws Exception {
    OtlpSpan failed = program
        .collector()
        .await(span -> span.name().endsWith("Nightly.failing"), ForkedJvm.PATIENCE);
    assertEquals("ERROR", failed.status());
    assertEquals("java.lang.IllegalStateException", failed.attributes().get("error.type"));
  }
}

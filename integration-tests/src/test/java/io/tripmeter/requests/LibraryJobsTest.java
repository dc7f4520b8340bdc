package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpSpan;
import java.util.ArrayList;
import java.util.List;
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

  static List<String> springs() {
    return Libraries.inMatrix() ? List.of("5.3", "6.2", "7.0") : List.of("6.2");
  }

  @BeforeParameterizedClassInvocation
  static void run(String spring) {
    program = new LibraryProgram(
        "example.LibraryJobs",
        Jdks.running(),
        Libraries.ofFolder("jobs-" + spring),
        expectedUnits(spring).values().stream().mapToLong(Long::longValue).sum(),
        ",work.methods=example.OperatorsMethods.load\\,example.OperatorsMethods.tree"
            + "\\,example.OperatorsMethods$Later.failing\\,example.OperatorsMethods$Later.tree"
            + "\\,java.lang.Thread.run\\,nonsense",
        libraries(spring));
  }

  /** Spring Batch 6, which Spring 7 has, has its classes in other packages than the child is compiled for. JobRunr looks for jobs every 5 s. */
  private static String[] libraries(String spring) {
    List<String> libraries = new ArrayList<>(List.of("spring", "scheduled", "methods", "quartz"));
    if (hasBatch(spring)) {
      libraries.add("batch");
    }
    if (hasJobRunr(spring)) {
      libraries.add("jobrunr");
    }
    return libraries.toArray(new String[0]);
  }

  private static boolean hasBatch(String spring) {
    return !spring.equals("7.0");
  }

  private static boolean hasJobRunr(String spring) {
    return Libraries.inMatrix() && hasBatch(spring);
  }

  @AfterParameterizedClassInvocation
  static void end() {
    program.close();
  }

  /** Round trips by kind and name. */
  private static Map<String, Long> expected(String spring) {
    Map<String, Long> trips = new TreeMap<>();
    trips.put("job example.SpringJobs", 3L);
    trips.put("job example.SpringJobs$Setup.housekeeping", 1L);
    trips.put("job example.SpringJobs$Nightly.report", 2L);
    trips.put("job example.SpringJobs$Nightly.everySecond", 4L);
    trips.put("job example.SpringJobs$Nightly.failing", 1L);
    trips.put("job example.SpringJobs$Nightly.onItsOwnThread", 2L);
    trips.put("job example.SpringJobs$Mails.send", 5L);
    trips.put("job example.QuartzJobs$Cleaning", 3L);
    trips.put("job example.QuartzJobs$Failing", 2L);
    trips.put("method example.OperatorsMethods.load", 3L);
    trips.put("method example.OperatorsMethods.tree", 6L);
    trips.put("method example.OperatorsMethods$Later.failing", 1L);
    if (hasJobRunr(spring)) {
      trips.put("job example.JobRunrJobs$Sender.run", 3L);
    }
    crowds(spring).forEach(name -> trips.put(name, LibraryProgram.TRIPS_OF_CROWD));
    if (hasBatch(spring)) {
      trips.put("step import.read", 2L);
      trips.put("step import.write", 4L);
      trips.put("step import.part", 2L);
    }
    return trips;
  }

  /** Jobs of which many are there at once. */
  private static List<String> crowds(String spring) {
    List<String> names = new ArrayList<>(List.of(
        "job example.ScheduledCrowd$Sync",
        "job example.SpringJobs$Nightly.oneOfMany",
        "job example.SpringJobs$Mails.sendOneOfMany",
        "job example.QuartzJobs$Indexing"));
    if (hasJobRunr(spring)) {
      names.add("job example.JobRunrJobs$Printer.run");
    }
    return names;
  }

  @Test
  void eachIsAUnitByItsName() {
    assertEquals(expected(spring), program.trips(), program::output);
    assertEquals(expectedUnits(spring), program.units(), program::output);
  }

  private static Map<String, Long> expectedUnits(String spring) {
    Map<String, Long> units = new TreeMap<>(expected(spring));
    units.replaceAll((name, trips) -> name.endsWith(".load") || name.endsWith(".part") ? 2L : 1L);
    crowds(spring).forEach(name -> units.put(name, LibraryProgram.CROWD));
    return units;
  }

  @Test
  void theirSumIsTheWires() throws Exception {
    long nobodys = 7;
    long units = program.trips().values().stream().mapToLong(Long::longValue).sum();
    assertEquals(units + nobodys, program.turnArounds(), program::output);
  }

  @Test
  void aFailureThatTheLibraryCatchesIsTheJobs() throws Exception {
    assertEquals("java.lang.IllegalStateException", errorOf("Nightly.failing"));
    assertEquals("java.lang.IllegalStateException", errorOf("OperatorsMethods$Later.failing"));
    assertEquals("org.quartz.JobExecutionException", errorOf("QuartzJobs$Failing"));
    if (hasBatch(spring)) {
      assertEquals("java.lang.IllegalArgumentException", errorOf("import.write"));
    }
  }

  private static Object errorOf(String name) throws InterruptedException {
    OtlpSpan failed =
        program.collector().await(span -> span.name().endsWith(name), ForkedJvm.PATIENCE);
    assertEquals("ERROR", failed.status());
    return failed.attributes().get("error.type");
  }

  @Test
  void aMethodThatIsNoneIsOneLine() {
    String output = program.output();
    assertTrue(output.contains("work.methods has an entry that is no method"), output);
    assertTrue(output.contains("entry=java.lang.Thread.run"), output);
    assertTrue(output.contains("entry=nonsense"), output);
    assertTrue(output.contains("class=example.OperatorsMethods$Later method=tree"), output);
    assertTrue(output.contains("saw the method's own"), output);
  }
}

package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Very many threads and tasks of one unit of work: nothing is lost, nobody waits for another, nothing stays. */
@Tag("matrix")
final class LimitsTest {
  private static final int THREADS = 10_000;
  private static final int SUBMITS = 1_000_000;
  private static final long MEGABYTE = 1 << 20;

  @TempDir
  private Path directory;

  static Stream<Integer> javas() {
    return Jdks.found().keySet().stream().filter(version -> version >= 21);
  }

  private ForkedJvmBuilder program(int java, String name) {
    PostgresServer server = PostgresServer.shared();
    return ForkedJvm.of("example.Limits")
        .java(java)
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .jvmArgument("--enable-preview", "-Xmx512m")
        .jvmArgument("-XX:StartFlightRecording=dumponexit=true,filename=" + directory.resolve(name))
        .argument(server.url() + "?sslmode=disable", server.user(), server.password())
        .argument(String.valueOf(THREADS), String.valueOf(SUBMITS));
  }

  /** Virtual threads that kept their carrier while they waited, for 20 ms or longer, and not for a class that is used for the first time. */
  private List<String> pinned(String name) throws IOException {
    return RecordingFile.readAllEvents(directory.resolve(name)).stream()
        .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
        .map(RecordedEvent::toString)
        .filter(event ->
            !event.contains("ClassLoader.loadClass(") && !event.contains("initialization of"))
        .toList();
  }

  private static void run(ForkedJvm jvm) {
    jvm.say("");
    jvm.await("^crowd " + THREADS);
    jvm.await("^structured 3");
    jvm.await("^nothing pending (true|bare)");
  }

  private static void end(ForkedJvm jvm) {
    jvm.say("");
    assertEquals(0, jvm.exitCode(), jvm::output);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void nothingIsLostAndNothingStays(int java) throws Exception {
    try (ForkedJvm jvm = program(java, "bare.jfr").start()) {
      jvm.await("^opened");
      run(jvm);
      end(jvm);
    }
    try (ForkedJvm jvm = program(java, "agent.jfr")
        .agent("metrics.listen=127.0.0.1:0")
        .property(
            "tripmeter.work.methods",
            "example.Limits.crowd,example.Limits.structured,example.Limits.submits")
        .start()) {
      jvm.await("warm-up complete.* pool=main");
      int port =
          Integer.parseInt(jvm.await("metrics listening address=.*:(\\d+)").group(1));
      run(jvm);
      Metrics metrics = Metrics.fetch(port);
      assertEquals(THREADS, trips(metrics, "crowd"), jvm::output);
      assertEquals(3, trips(metrics, "structured"), jvm::output);
      long grown = Long.parseLong(jvm.await("^grown (-?\\d+)").group(1));
      assertTrue(grown < 4 * MEGABYTE, jvm::output);
      end(jvm);
    }
    List<String> bare = pinned("bare.jfr");
    List<String> pinned = pinned("agent.jfr");
    assertTrue(pinned.size() <= bare.size(), () -> pinned + "\nwithout the agent: " + bare);
  }

  private static double trips(Metrics metrics, String method) {
    return metrics.sum(
        "tripmeter_work_round_trips_sum", "kind", "method", "name", "example.Limits." + method);
  }
}

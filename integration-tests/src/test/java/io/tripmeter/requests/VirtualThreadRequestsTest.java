package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.testing.Jdks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Virtual threads, on the newest Java that has them. */
final class VirtualThreadRequestsTest {
  @Test
  void requestsOnVirtualThreadsOfJettyAreCountedExactly() throws Exception {
    try (RequestProgram program = RequestProgram.jakarta(java(), "virtual")) {
      assertOnVirtualThreads(program, "/shop/exact");
      Crowd.assertSumsAreExact(program, Expected.ofServletsAtOnce());
    }
  }

  @Test
  void requestsOnVirtualThreadsOfTheJdksServerAreCountedExactly() throws Exception {
    try (RequestProgram program = RequestProgram.jdk(java(), "virtual")) {
      assertOnVirtualThreads(program, "/api/one");
      Crowd.assertSumsAreExact(program, JdkRequestsTest.atOnce());
    }
  }

  private static Path java() {
    int newest = Jdks.found().lastKey();
    assumeTrue(newest >= 21, "no Java 21 or newer for virtual threads; " + Jdks.report());
    return Jdks.found().get(newest);
  }

  /** Waits until the request is counted, lest it be counted among those that follow. */
  private static void assertOnVirtualThreads(RequestProgram program, String path) throws Exception {
    program.during(
        () -> {
          String thread = program.get(path).body();
          assertTrue(thread.startsWith("VirtualThread"), thread);
        },
        1);
  }
}

package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tripmeter.testing.Libraries;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spring MVC, as Spring Boot packages it: what a request hands to other threads counts for it. */
@Tag("matrix")
final class SpringBootRequestsTest {
  private static final String[] FAN_OUT = {
    "/fan-out/here/",
    "/fan-out/callable/",
    "/fan-out/deferred/",
    "/fan-out/future/",
    "/fan-out/streamed/",
    "/fan-out/at-once/",
    "/fan-out/parallel/"
  };

  private static Stream<Path> versions() {
    return Stream.of(
        Libraries.springBoot("2.7"), Libraries.springBoot(), Libraries.springBoot("4"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatARequestHandsToOtherThreadsCountsForIt(Path jar) throws Exception {
    try (RequestProgram program = RequestProgram.springBoot(jar)) {
      for (String path : FAN_OUT) {
        new Expected("", path + 3, 200, path + "{trips}", 3).assertOf(program);
      }
      Crowd.assertSumsAreExact(program, Expected.ofFanOut("{trips}", FAN_OUT));
      assertFalse(program.output().contains("could not be watched"), program::output);
    }
  }
}

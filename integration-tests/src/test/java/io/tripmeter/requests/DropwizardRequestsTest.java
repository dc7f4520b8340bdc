package io.tripmeter.requests;

import io.tripmeter.testing.PackagedApplications;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dropwizard 4 in one shaded jar: Jetty 11, Jersey 3.0 and Tomcat's pool. */
@Tag("matrix")
final class DropwizardRequestsTest {
  private static final String ORDER = "/orders/{id}";

  private static final List<Expected> EXPECTED = List.of(
      new Expected("a resource's template", "/orders/4711", 200, ORDER, 1),
      new Expected("a status of the resource's", "/orders/47/missing", 404, ORDER + "/missing", 1),
      new Expected("an exception", "/orders/47/fails", 500, ORDER + "/fails", 1),
      new Expected("a resource that resumes", "/orders/4711/async", 200, ORDER + "/async", 2),
      new Expected("no resource", "/nowhere/4711", 404, "/*", 0));

  @Test
  void aRequestIsCountedOnceWithItsTemplate() throws Exception {
    try (RequestProgram program = RequestProgram.dropwizard(PackagedApplications.dropwizard())) {
      for (Expected one : EXPECTED) {
        one.assertOf(program);
      }
      Stream<Expected> tasks = Expected.ofFanOut("{tasks}", "/orders/47/fan/")
          .map(one -> new Expected("tasks", one.path(), 200, ORDER + "/fan/{tasks}", one.trips()));
      Crowd.assertSumsAreExact(program, Stream.concat(EXPECTED.stream(), tasks));
    }
  }
}

package io.tripmeter.requests;

import io.tripmeter.programs.Packaged;
import io.tripmeter.testing.Jdks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jetty 12's handlers, on which a request ends with its completion, whatever thread brings it about. */
final class JettyHandlersTest {
  private static List<Expected> expected() {
    return List.of(
        new Expected("a context's path is the route", "/plain/4711", 200, "/plain", 1),
        new Expected("another thread works and completes", "/later/4711", 200, "/later", 2),
        new Expected("another thread completes", "/foreign/4711", 200, "/foreign", 1),
        new Expected("a handler may go on after the answer", "/after/4711", 200, "/after", 2),
        new Expected("tasks", "/fan/0", 200, "/fan", 0),
        new Expected("tasks", "/fan/3", 200, "/fan", 3),
        new Expected("tasks", "/fan/6", 200, "/fan", 6),
        new Expected("a failure is counted once", "/fails/4711", 500, "/fails", 1),
        new Expected("what no handler takes", "/nothing/4711", 404, "unknown", 0),
        new Expected(
            "servlets and the handlers around", "/shop/orders/47", 200, "/shop/orders/*", 3),
        new Expected("and their dispatches", "/shop/async/4711", 200, "/shop/async/*", 4));
  }

  @Test
  void aRequestIsCountedOnceFromItsFirstHandlerToItsCompletion() throws Exception {
    try (RequestProgram program = RequestProgram.packaged(
        Jdks.running(),
        Packaged.of(
            Jdks.running(),
            17,
            RequestProgram.jettyOfTheSample(),
            "JettyApplication",
            "AskingServlet",
            "Trips"))) {
      for (Expected one : expected()) {
        one.assertOf(program);
      }
      Crowd.assertSumsAreExact(program, expected());
    }
  }
}

package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** 64 clients at once. */
final class Crowd {
  private static final int CLIENTS = 64;
  private static final int REQUESTS_OF_EACH = 10;
  private static final long SEED = 4711;

  private Crowd() {}

  /** The clients ask for any of these paths. What all requests cost is what the wire has seen, and nothing is left. */
  static void assertSumsAreExact(RequestProgram program, List<Expected> expected) throws Exception {
    assertSumsAreExact(program, expected.stream());
  }

  static void assertSumsAreExact(RequestProgram program, Stream<Expected> any) throws Exception {
    List<Expected> expected = any.toList();
    List<Expected> asked = new Random(SEED)
        .ints(CLIENTS * REQUESTS_OF_EACH, 0, expected.size())
        .mapToObj(expected::get)
        .toList();
    Map<String, Long> requests = new TreeMap<>();
    Map<String, Long> trips = new TreeMap<>();
    for (Expected one : asked) {
      requests.merge(one.route(), 1L, Long::sum);
      trips.merge(one.route(), (long) one.trips(), Long::sum);
    }
    long wire = trips.values().stream().mapToLong(Long::longValue).sum();
    trips.values().removeIf(sum -> sum == 0);
    long before = program.counted();
    Seen seen = program.during(() -> ask(program, asked), asked.size());
    assertEquals(new Seen(requests, trips, wire), seen, program::output);
    assertEquals(wire, program.counted() - before, program::output);
  }

  /** The requests in turn, each client its share. */
  static void ask(RequestProgram program, List<Expected> asked) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        List<Expected> own =
            asked.subList(client * asked.size() / CLIENTS, (client + 1) * asked.size() / CLIENTS);
        ends.add(clients.submit(() -> {
          for (Expected one : own) {
            assertEquals(one.status(), program.get(one.path()).statusCode(), one::path);
          }
          return null;
        }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }
}

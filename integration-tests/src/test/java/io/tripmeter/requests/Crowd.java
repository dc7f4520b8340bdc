package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients at once, each asking for all paths in turn. */
final class Crowd {
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 100;

  private Crowd() {}

  static void assertSumsAreExact(RequestProgram program, List<Expected> expected) throws Exception {
    Map<String, Long> requests = new TreeMap<>();
    Map<String, Long> trips = new TreeMap<>();
    for (int i = 0; i < CLIENTS * REQUESTS; i++) {
      Expected one = expected.get(i % expected.size());
      requests.merge(one.route(), 1L, Long::sum);
      trips.merge(one.route(), (long) one.trips(), Long::sum);
    }
    long wire = trips.values().stream().mapToLong(Long::longValue).sum();
    List<String> paths = expected.stream().map(Expected::path).toList();
    Seen seen = program.during(() -> ask(program, paths, CLIENTS * REQUESTS), CLIENTS * REQUESTS);
    assertEquals(new Seen(requests, trips, wire), seen, program::output);
  }

  /** Asks for these paths in turn, so many times in all. */
  static void ask(RequestProgram program, List<String> paths, int requests) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int first = client * (requests / CLIENTS);
        ends.add(clients.submit(() -> {
          for (int i = first; i < first + requests / CLIENTS; i++) {
            program.get(paths.get(i % paths.size()));
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

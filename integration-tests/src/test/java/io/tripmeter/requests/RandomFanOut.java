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

/** Many clients at once, each asking for paths at random that end in the number of round trips that they make. */
final class RandomFanOut {
  private static final int CLIENTS = 64;
  private static final int REQUESTS = 8;
  private static final int MOST_TRIPS = 5;
  private static final long SEED = 10;

  private RandomFanOut() {}

  /** Each path followed by a number; its route has a placeholder for that. */
  static void assertSumsAreExact(RequestProgram program, String placeholder, List<String> paths)
      throws Exception {
    Random random = new Random(SEED);
    Map<String, Long> requests = new TreeMap<>();
    Map<String, Long> trips = new TreeMap<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < CLIENTS * REQUESTS; i++) {
      String path = paths.get(random.nextInt(paths.size()));
      int asked = random.nextInt(MOST_TRIPS);
      all.add(path + asked);
      requests.merge(path + placeholder, 1L, Long::sum);
      trips.merge(path + placeholder, (long) asked, Long::sum);
    }
    trips.values().removeIf(sum -> sum == 0);
    long wire = trips.values().stream().mapToLong(Long::longValue).sum();
    Seen seen = program.during(() -> ask(program, all), all.size());
    assertEquals(new Seen(requests, trips, wire), seen, program::output);
  }

  private static void ask(RequestProgram program, List<String> paths) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        List<String> own = paths.subList(client * REQUESTS, (client + 1) * REQUESTS);
        ends.add(clients.submit(() -> {
          for (String path : own) {
            assertEquals(200, program.get(path).statusCode(), path);
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

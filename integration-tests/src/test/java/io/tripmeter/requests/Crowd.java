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

/** Many clients at once. */
final class Crowd {
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 100;
  private static final int MANY_CLIENTS = 64;
  private static final int REQUESTS_OF_MANY = 12;

  private Crowd() {}

  /** Eight clients that ask for all paths in turn. */
  static void assertSumsAreExact(RequestProgram program, List<Expected> expected) throws Exception {
    List<Expected> asked = new ArrayList<>();
    for (int i = 0; i < CLIENTS * REQUESTS; i++) {
      asked.add(expected.get(i % expected.size()));
    }
    assertSumsAreExact(program, asked, CLIENTS);
  }

  /** 64 clients that ask for any path. */
  static void assertRandomSumsAreExact(RequestProgram program, List<Expected> expected)
      throws Exception {
    Random random = new Random(4711);
    List<Expected> asked = new ArrayList<>();
    for (int i = 0; i < MANY_CLIENTS * REQUESTS_OF_MANY; i++) {
      asked.add(expected.get(random.nextInt(expected.size())));
    }
    assertSumsAreExact(program, asked, MANY_CLIENTS);
  }

  private static void assertSumsAreExact(RequestProgram program, List<Expected> asked, int clients)
      throws Exception {
    Map<String, Long> requests = new TreeMap<>();
    Map<String, Long> trips = new TreeMap<>();
    for (Expected one : asked) {
      requests.merge(one.route(), 1L, Long::sum);
      trips.merge(one.route(), (long) one.trips(), Long::sum);
    }
    long wire = trips.values().stream().mapToLong(Long::longValue).sum();
    trips.values().removeIf(sum -> sum == 0);
    List<String> paths = asked.stream().map(Expected::path).toList();
    Seen seen = program.during(() -> ask(program, paths, clients), asked.size());
    assertEquals(new Seen(requests, trips, wire), seen, program::output);
  }

  /** Asks for these paths in turn, so many times in all. */
  static void askInTurn(RequestProgram program, List<String> paths, int requests) throws Exception {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      asked.add(paths.get(i % paths.size()));
    }
    ask(program, asked, CLIENTS);
  }

  private static void ask(RequestProgram program, List<String> asked, int clients)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    int each = asked.size() / clients;
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        List<String> own = asked.subList(client * each, (client + 1) * each);
        ends.add(threads.submit(() -> {
          for (String path : own) {
            program.get(path);
          }
          return null;
        }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}

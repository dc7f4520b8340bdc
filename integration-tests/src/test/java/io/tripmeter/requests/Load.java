package io.tripmeter.requests;

import io.tripmeter.programs.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Eight clients at once, each with 200 requests, the paths in turn. */
final class Load {
  private static final int CLIENTS = 8;
  private static final int TIMES = 200;

  private Load() {}

  /** How often each path was asked for. */
  static int of(Requests requests, String... paths) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        working.add(clients.submit(() -> askAll(requests, paths)));
      }
      for (Future<?> client : working) {
        client.get();
      }
    } finally {
      clients.shutdownNow();
    }
    return CLIENTS * TIMES / paths.length;
  }

  private static void askAll(Requests requests, String... paths) {
    for (int i = 0; i < TIMES; i++) {
      String path = paths[i % paths.length];
      int status = requests.get(path);
      if (status != 200) {
        throw new AssertionError(path + " was answered with " + status);
      }
    }
  }
}

package io.tripmeter.bench;

import io.tripmeter.bench.GrowingApplication.Size;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;

/** A day's requests to one JVM, as fast as they are answered: what is left in memory after each quarter. */
final class Day {
  private static final int SECONDS = 24 * 60 * 60;
  private static final int A_SECOND = Integer.getInteger("tripmeter.bench.day", 10);
  private static final int REQUESTS = SECONDS * A_SECOND;

  private static final int WARM_UP = 20_000;
  private static final int QUARTERS = 4;
  private static final Size SIZE = new Size(1, 10, 1_000, 200);

  private final PostgresServer server;

  Day(PostgresServer server) {
    this.server = server;
  }

  void measure(Report to) {
    to.heading("A day's requests");
    to.line(String.format(
        "%,d requests of five statements, as many as 24 hours have with %d a second: %,d distinct"
            + " statements, %d routes, a pool of %d. Memory after full collections.",
        REQUESTS, A_SECOND, SIZE.statements(), SIZE.routes(), SIZE.connections()));
    to.line("");
    to.columns("requests", "heap, bare", "with Tripmeter", "RSS, bare", "with Tripmeter", "series");
    try (PgBouncer pooler = GrowingApplication.pooler(server);
        GrowingApplication bare = new GrowingApplication(server, pooler, SIZE, false);
        GrowingApplication watched = new GrowingApplication(server, pooler, SIZE, true)) {
      int requests = WARM_UP;
      bare.load(WARM_UP);
      watched.load(WARM_UP);
      row(to, requests, bare, watched);
      for (int quarter = 0; quarter < QUARTERS; quarter++) {
        requests += REQUESTS / QUARTERS;
        bare.load(REQUESTS / QUARTERS);
        watched.load(REQUESTS / QUARTERS);
        row(to, requests, bare, watched);
      }
    }
  }

  private static void row(
      Report to, int requests, GrowingApplication bare, GrowingApplication watched) {
    to.row(
        String.format("%,d", requests),
        String.format("%,.1f MB", bare.heapMegabytes()),
        String.format("%,.1f MB", watched.heapMegabytes()),
        String.format("%,.0f MB", bare.residentMegabytes()),
        String.format("%,.0f MB", watched.residentMegabytes()),
        String.format("%,d", watched.series()));
  }
}

package io.tripmeter.bench;

import io.tripmeter.bench.GrowingApplication.Size;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.util.List;

/** How the cost grows with pools, connections, distinct statements and routes: bare and with Tripmeter at once, in turn under load. */
final class Growth {
  private static final int SLICES = 4;
  private static final int WARM_UP = 8_000;
  private static final int REQUESTS = 4_000;

  private static final List<Size> SIZES = List.of(
      new Size(1, 1, 5, 1),
      new Size(1, 10, 5, 1),
      new Size(10, 10, 5, 1),
      new Size(100, 10, 5, 1),
      new Size(100, 50, 5, 1),
      new Size(1, 10, 1_000, 1),
      new Size(1, 10, 10_000, 1),
      new Size(1, 10, 5, 200),
      new Size(10, 10, 10_000, 200));

  private final PostgresServer server;

  Growth(PostgresServer server) {
    this.server = server;
  }

  void measure(Report to) {
    to.heading("How the cost grows");
    to.line(String.format(
        "Bare and with Tripmeter at once, through PgBouncer. %d slices of %,d requests each in"
            + " turn, after %,d to warm up; five statements a request. Ratios to the bare application in the"
            + " same slice, smallest to greatest in brackets. Heap is what is left after full collections.",
        SLICES, REQUESTS, WARM_UP));
    to.line("");
    to.columns(
        "pools x connections",
        "statements",
        "routes",
        "all open after, bare",
        "with Tripmeter",
        "heap, bare",
        "with Tripmeter",
        "CPU a request, bare",
        "with Tripmeter",
        "bytes a request, bare",
        "with Tripmeter",
        "series");
    for (Size size : SIZES) {
      row(to, size);
    }
  }

  private void row(Report to, Size size) {
    try (PgBouncer pooler = GrowingApplication.pooler(server);
        GrowingApplication bare = new GrowingApplication(server, pooler, size, false);
        GrowingApplication watched = new GrowingApplication(server, pooler, size, true)) {
      bare.load(WARM_UP);
      watched.load(WARM_UP);
      for (int slice = 0; slice < SLICES; slice++) {
        bare.measure(REQUESTS);
        watched.measure(REQUESTS);
      }
      double heap = bare.heapMegabytes();
      to.row(
          String.format("%d x %d", size.pools(), size.connections()),
          String.format("%,d", size.statements()),
          String.format("%,d", size.routes()),
          String.format("%,d ms", bare.readyMillis()),
          String.format("%,d ms", watched.readyMillis()),
          String.format("%,.1f MB", heap),
          String.format("%+,.1f MB", watched.heapMegabytes() - heap),
          String.format("%.0f us", bare.cpuMicros.median()),
          ratio(watched.cpuMicros, bare.cpuMicros),
          String.format("%,.0f", bare.bytes.median()),
          ratio(watched.bytes, bare.bytes),
          String.format("%,d", watched.series()));
    }
  }

  private static String ratio(Samples watched, Samples bare) {
    return String.format("%.3f (%s)", watched.medianRatio(bare), watched.spread(bare));
  }
}

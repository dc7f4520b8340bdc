package io.tripmeter.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.api.Test;

/** What a request allocates can be asserted, where a time cannot. How far the compiler has come counts too, so the least of some slices is compared. */
final class RequestBytesTest {
  private static final int WARM_UP = 1_000;
  private static final int SLICES = 6;
  private static final int REQUESTS = 1_000;

  /** A stack looked at in each request would be a tenth more. The listener's and the compiler's threads are in it. */
  private static final double MORE_THAN_BARE = 1.05;

  @Test
  void aStatementThatRepeatsFromAKnownPlaceIsWatchedForNothing() {
    try (PostgresServer server = PostgresServer.start();
        OtlpSink sink = new OtlpSink();
        LoadGenerator load = new LoadGenerator()) {
      Benchmarks.createItems(server);
      double bare = bytes(Variant.NONE, server, sink, load);
      double watched = bytes(Variant.TRIPMETER, server, sink, load);
      assertTrue(watched < bare * MORE_THAN_BARE, watched + " bytes, bare " + bare);
    }
  }

  private static double bytes(
      Variant variant, PostgresServer server, OtlpSink sink, LoadGenerator load) {
    try (Application application = Application.start(variant, server, sink)) {
      load.load(application, Workload.REPEATED.path, WARM_UP);
      double least = Double.MAX_VALUE;
      for (int i = 0; i < SLICES; i++) {
        long before = application.usage().allocatedBytes();
        load.load(application, Workload.REPEATED.path, REQUESTS);
        long after = application.usage().allocatedBytes();
        least = Math.min(least, (after - before) / (double) REQUESTS);
      }
      return least;
    }
  }
}

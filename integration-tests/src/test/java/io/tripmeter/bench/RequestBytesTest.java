package io.tripmeter.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.api.Test;

/** What a request allocates is the same however busy the machine is, so it can be asserted, where a time cannot. */
final class RequestBytesTest {
  private static final int WARM_UP = 1_000;
  private static final int REQUESTS = 2_000;

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
      long before = application.usage().allocatedBytes();
      load.load(application, Workload.REPEATED.path, REQUESTS);
      return (application.usage().allocatedBytes() - before) / (double) REQUESTS;
    }
  }
}

package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/** A pool of twenty behind a link of 220 ms: how long until all are ready, and what one query costs after a silence. */
final class PoolFill {
  private static final Duration ROUND_TRIP = Duration.ofMillis(220);
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final int RUNS = 3;

  /** More than the 500 ms for which HikariCP itself trusts a connection. */
  private static final long SILENCE_MILLIS = 1_500;

  /** Medians of one variant. */
  private static final class Figures {
    final Samples constructed = new Samples();
    final Samples ready = new Samples();
    final Samples trips = new Samples();
    final Samples sparse = new Samples();
    final Samples sparseTrips = new Samples();
  }

  private final PostgresServer server;

  PoolFill(PostgresServer server) {
    this.server = server;
  }

  void measure(Report to) throws InterruptedException {
    to.heading("A pool of twenty behind a link of 220 ms");
    to.line(
        "TCP's own handshake included in the times; SCRAM, no TLS on the server. Tripmeter: medians of "
            + RUNS + " runs; bare: one run.");
    to.line("");
    to.columns(
        "",
        "constructor returns",
        "20 ready",
        "target",
        "turn-arounds for it",
        "1 query after 1.5 s of silence",
        "its round trips",
        "target");
    for (String mode : new String[] {"disable", "prefer"}) {
      row(to, "bare HikariCP, sslmode=" + mode, run(mode, false, 1), 0, 0);
      row(to, "Tripmeter, sslmode=" + mode, run(mode, true, RUNS), 1_500, 1);
    }
  }

  private static void row(Report to, String label, Figures figures, double ready, double trips) {
    to.row(
        label,
        String.format("%,.0f ms", figures.constructed.median()),
        String.format("%,.0f ms", figures.ready.median()),
        ready == 0 ? "" : "<= 1,500 ms, " + Report.against(figures.ready.median(), ready),
        String.format("%.0f", figures.trips.median()),
        String.format("%,.0f ms", figures.sparse.median()),
        String.format("%.0f", figures.sparseTrips.median()),
        trips == 0 ? "" : "1, " + Report.against(figures.sparseTrips.median(), trips));
  }

  private Figures run(String mode, boolean tripmeter, int runs) throws InterruptedException {
    Figures figures = new Figures();
    for (int run = 1; run <= runs; run++) {
      System.out.println(
          "pool of twenty, sslmode=" + mode + (tripmeter ? ", Tripmeter" : ", bare"));
      try (Link link = Link.to(server).roundTrip(ROUND_TRIP).open();
          ForkedJvm jvm = start(mode, tripmeter, link)) {
        fill(jvm, link, figures);
        sparse(jvm, link, figures);
      }
    }
    return figures;
  }

  private ForkedJvm start(String mode, boolean tripmeter, Link link) {
    ForkedJvmBuilder builder = ForkedJvm.of("example.bench.FillPool")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url(link) + "?sslmode=" + mode, server.user(), server.password());
    return (tripmeter ? builder.agent("metrics.listen=127.0.0.1:0") : builder).start();
  }

  private static void fill(ForkedJvm jvm, Link link, Figures to) throws InterruptedException {
    Matcher filled = jvm.await("constructed (\\d+) ready (\\d+)\\.", PATIENCE);
    to.constructed.add(Double.parseDouble(filled.group(1)));
    to.ready.add(Double.parseDouble(filled.group(2)));
    link.awaitIdle(QUIET, PATIENCE);
    to.trips.add(link.turnArounds());
  }

  private static void sparse(ForkedJvm jvm, Link link, Figures to) throws InterruptedException {
    // The first loads classes.
    for (int i = 1; i <= 2; i++) {
      TimeUnit.MILLISECONDS.sleep(SILENCE_MILLIS);
      Link.Count mark = link.mark();
      jvm.say(Integer.toString(i));
      Matcher answered = jvm.await("request " + i + " (\\d+)\\.");
      if (i == 2) {
        to.sparse.add(Double.parseDouble(answered.group(1)));
        to.sparseTrips.add(link.since(mark).turnArounds());
      }
    }
  }
}

package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;

/** Round trips of one cold connect, TCP's own included, for each driver version. */
final class ColdConnect {
  /** Enough for each answer to be a chunk of its own. */
  private static final Duration ROUND_TRIP = Duration.ofMillis(5);

  private static final Duration QUIET = Duration.ofMillis(100);
  private static final int PLAIN_TARGET = 4;
  private static final int TLS_TARGET = 6;

  private final PostgresServer plain;

  ColdConnect(PostgresServer plain) {
    this.plain = plain;
  }

  void measure(Report to) throws InterruptedException {
    to.heading("Round trips of a cold connect");
    to.line("TCP's own included; SCRAM, a JVM's first connect. Target: " + PLAIN_TARGET
        + " without TLS, " + TLS_TARGET + " with TLS 1.3, on every version.");
    to.line("");
    to.columns(
        "pgjdbc",
        "no TLS, bare",
        "no TLS, Tripmeter",
        "target",
        "TLS 1.3, bare",
        "TLS 1.3, Tripmeter",
        "target");
    try (PostgresServer tls = PostgresServer.with().tls().start()) {
      for (String driver : Libraries.PGJDBC) {
        long ours = trips(plain, "disable", driver, true);
        long oursTls = trips(tls, "require", driver, true);
        to.row(
            driver,
            Long.toString(trips(plain, "disable", driver, false)),
            Long.toString(ours),
            Report.against(ours, PLAIN_TARGET),
            Long.toString(trips(tls, "require", driver, false)),
            Long.toString(oursTls),
            Report.against(oursTls, TLS_TARGET));
      }
    }
  }

  private static long trips(PostgresServer server, String mode, String driver, boolean tripmeter)
      throws InterruptedException {
    try (Link link = Link.to(server).roundTrip(ROUND_TRIP).open();
        ForkedJvm jvm = start(server, link, mode, driver, tripmeter)) {
      jvm.say("1");
      jvm.await("connected 1\\.");
      link.awaitIdle(QUIET, ForkedJvm.PATIENCE);
      Link.Count count = link.count();
      return count.connections() + count.turnArounds();
    }
  }

  private static ForkedJvm start(
      PostgresServer server, Link link, String mode, String driver, boolean tripmeter) {
    ForkedJvmBuilder builder = ForkedJvm.of("example.bench.Connect")
        .classPath(List.of(Libraries.childClasses(), Libraries.pgjdbc(driver)))
        .argument(server.url(link) + "?sslmode=" + mode, server.user(), server.password());
    return (tripmeter ? builder.agent("metrics.listen=off") : builder).start();
  }
}

package io.tripmeter.signals.findings;

import io.tripmeter.signals.metrics.TransportFlaw;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/** Connections to another host without TLS, or without proof that the right server answers. Over when the pool's next connection has it. */
final class PlainText implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (WatchedPool pool : evidence.pools()) {
      TransportFlaw flaw = pool.transportFlaw();
      if (flaw != null) {
        found.add(problem(pool, flaw));
      }
    }
  }

  private static Problem problem(WatchedPool pool, TransportFlaw flaw) {
    return new Problem(
            "plain-text",
            flaw.isEncrypted() ? Severity.MEDIUM : Severity.HIGH,
            pool.name() + ' ' + flaw.host(),
            flaw.isEncrypted()
                ? "Connections to " + flaw.host() + " do not verify who answers."
                : "Connections to " + flaw.host() + " are not encrypted.")
        .detail(
            flaw.isEncrypted()
                ? "Whoever can redirect the traffic can answer in the server's place."
                : "Whoever is on the way can read and change statements and rows.")
        .number(flaw.why())
        .cure(flaw.change(), "no-tls-to-another-host")
        .pool(pool.name());
  }
}

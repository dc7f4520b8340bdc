package io.tripmeter.signals.findings;

import io.tripmeter.connect.EndpointSwitches;
import java.time.Instant;
import java.util.List;

/** New connections go to the second of two endpoints, because the first cannot be used. Over when it is back. */
final class EndpointFailedOver implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (EndpointSwitches.Away away :
        evidence.telemetry().counters().endpointSwitches().away()) {
      if (!evidence.isOpen(away.pool())) {
        continue;
      }
      found.add(new Problem(
              "failed-over",
              Severity.HIGH,
              away.address(),
              "The endpoint " + away.address()
                  + (away.isUnreachable() ? " cannot be reached." : " refuses connections."))
          .detail(
              "New connections of pool " + away.pool() + " go to " + away.instead() + " instead.")
          .number("since " + Instant.ofEpochMilli(away.since()))
          .cure(
              "Bring the endpoint back; Tripmeter tries it again every 15 seconds when a connection is opened.",
              "endpoint-failed-over")
          .pool(away.pool()));
    }
  }
}

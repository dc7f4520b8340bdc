package io.tripmeter.signals.findings;

import io.tripmeter.signals.metrics.ReplicaGauges;
import java.util.List;

/** Read-only work stays on the primary although a replica is named. */
final class ReplicaLeftOut implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (ReplicaGauges replica : evidence.telemetry().replicas()) {
      long stayed = replica.reads(false);
      if (!replica.isUsed() && stayed > 0) {
        found.add(problem(evidence, replica, stayed));
      }
    }
  }

  private static Problem problem(Evidence evidence, ReplicaGauges replica, long stayed) {
    double lag = replica.lagSeconds();
    return new Problem(
            "replica",
            Severity.MEDIUM,
            replica.poolName(),
            "The replica of pool " + replica.poolName() + " is left out.")
        .detail("Read-only work goes to the primary, as without the replica.")
        .number((Double.isNaN(lag) ? "lag unknown" : "lag " + Evidence.figure(lag) + " s")
            + "; read-only work on the primary: " + evidence.often(stayed))
        .cure("See the reason in the log line about the replica.", "replica-left-out")
        .pool(replica.poolName());
  }
}

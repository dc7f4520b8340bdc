package io.tripmeter.signals.findings;

import io.tripmeter.signals.metrics.SeenHazards;
import java.util.List;

/** SQL that a pooler breaks which shares sessions. Each statement once: it is not counted how often it runs. */
final class PoolerHazards implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (SeenHazards.Hazard hazard : evidence.telemetry().hazards().first()) {
      found.add(new Problem(
              "hazard",
              Severity.HIGH,
              hazard.feature() + ' ' + hazard.sql().id(),
              "A statement does not get along with a pooler that shares sessions ("
                  + hazard.feature() + ").")
          .detail("Behind this pooler " + hazard.problem() + '.')
          .number("seen since the start")
          .cure("Use " + hazard.instead() + '.', "hazards-of-a-pooler")
          .where(hazard.caller())
          .pool(hazard.pool())
          .sql(hazard.sql()));
    }
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.signals.metrics.SeenHazards;
import io.tripmeter.signals.metrics.Telemetry;

/** {@code hazards}: SQL that a pooler breaks, one row for each statement. */
final class HazardsSection implements Section {
  private final Telemetry telemetry;

  HazardsSection(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void addTo(Json json) {
    json.beginArray("hazards");
    for (SeenHazards.Hazard each : telemetry.hazards().first()) {
      json.beginObject()
          .text("feature", each.feature())
          .number("count", telemetry.counters().poolerHazards(each.feature()).sum())
          .text("pool", each.pool(), Texts.NAME)
          .text("statement_id", each.sql().id())
          .text("sql", each.sql().text(), Texts.SQL_ASIDE)
          .text("where", each.caller(), Texts.NAME)
          .text("problem", each.problem())
          .text("advice", each.instead())
          .endObject();
    }
    json.endArray();
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.config.Settings;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.statements.TopStatements;

/** {@code /overview}: the page's data. One thread. */
public final class OverviewDocument {
  private final Section[] sections;

  public OverviewDocument(
      Settings settings, Telemetry telemetry, SeenStatements seen, TopStatements top) {
    sections = new Section[] {
      new ApplicationSection(settings),
      new ProblemsSection(),
      new PoolsSection(telemetry),
      new RoutesSection(telemetry),
      new SlowRequestsSection(),
      new ConfigurationSection(settings)
    };
  }

  /** In UTF-8. */
  public byte[] json() {
    Json json = new Json().beginObject();
    for (Section section : sections) {
      section.addTo(json);
    }
    return json.endObject().toBytes();
  }
}

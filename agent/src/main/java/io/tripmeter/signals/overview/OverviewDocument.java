package io.tripmeter.signals.overview;

import io.tripmeter.config.Settings;
import io.tripmeter.signals.findings.Findings;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.statements.TopStatements;
import io.tripmeter.signals.waterfall.SlowRequests;
import java.util.concurrent.TimeUnit;

/** {@code /overview}: the page's data. Computed when it is asked for; only the pools' samples are taken before. One thread. */
public final class OverviewDocument {
  /** However many pages are open, the document is made so often at most. */
  private static final long RECENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final byte[] NONE = {};

  private final Section[] sections;
  private final PoolSampler sampler;
  private byte[] recent = NONE;
  private long recentAt;

  /** The last one's. */
  private int length = 8 * 1024;

  public OverviewDocument(
      Settings settings,
      Telemetry telemetry,
      SeenStatements seen,
      TopStatements top,
      SlowRequests slow) {
    sampler = new PoolSampler(telemetry);
    sections = new Section[] {
      new ApplicationSection(settings),
      new ProblemsSection(new Findings(settings, telemetry, seen, top)),
      new PoolsSection(telemetry),
      new RoutesSection(telemetry),
      new AvoidableSection(settings, telemetry, seen),
      new SlowRequestsSection(slow),
      new StatementsSection(top),
      new SeenSection(seen),
      new HazardsSection(telemetry),
      new TotalsSection(telemetry.counters()),
      new ConfigurationSection(settings)
    };
  }

  /**
   * To be called at least twice a second, whether anybody looks or not.
   *
   * @param now {@link System#nanoTime()}
   */
  public void pass(long now) {
    sampler.pass(now);
    if (recent != NONE && !isRecent(now)) {
      recent = NONE;
    }
  }

  private boolean isRecent(long now) {
    return now - recentAt < RECENT_NANOS;
  }

  /** In UTF-8; perhaps the one of a moment ago. */
  public byte[] recentJson() {
    long now = System.nanoTime();
    if (recent == NONE || !isRecent(now)) {
      recent = json();
      recentAt = now;
    }
    return recent;
  }

  /** In UTF-8. */
  public byte[] json() {
    Json json = new Json(length + length / 4).beginObject();
    for (Section section : sections) {
      section.addTo(json);
    }
    byte[] bytes = json.endObject().toBytes();
    length = bytes.length;
    return bytes;
  }
}

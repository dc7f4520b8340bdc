package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.signals.metrics.Telemetry;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What is said of a pool to which {@code mode=advise} does nothing. */
class PoolReporterTest {
  private static final SettingChange SPARED =
      new SettingChange("pool.validation", "pool", "auto", "why");

  private final Settings settings = Configuration.ofArguments("mode=advise");
  private final PoolReporter reporter =
      new PoolReporter("fake", "main", settings, new Telemetry(Runnable::run));

  private String changes() {
    try (CapturedLog log = CapturedLog.start()) {
      reporter.configured();
      return log.lines().get(0);
    }
  }

  private boolean isSpared(String host, String... properties) {
    Properties effective = new Properties();
    effective.setProperty("PGHOST", host);
    effective.setProperty("PGPORT", "6543");
    effective.setProperty("PGDBNAME", "app");
    for (String property : properties) {
      effective.setProperty(property, "true");
    }
    reporter.planned(StartupPlan.of(settings, effective, null, false, false));
    return changes().contains("pool.validation: pool -> auto (why)");
  }

  @Test
  void validationIsNotSparedWhereTheConnectionCannotBeWatched() {
    reporter.changed(List.of(SPARED));
    assertEquals(
        List.of(true, false, false, false),
        List.of(
            isSpared("db.example"),
            isSpared("db.example", "tcpKeepAlive"),
            isSpared("db.example", "socketFactory"),
            isSpared("aws-0-eu.pooler.supabase.com")));
  }

  @Test
  void whenModeAdviseEndsNothingIsAdvisedAnyMore() {
    reporter.changed(List.of(SPARED, new SettingChange("warmup", "off", "all", "why")));
    settings.become(Configuration.ofArguments(""));
    reporter.adviseEnds();
    assertTrue(changes().endsWith("changes=none"), changes());
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.config.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code tripmeter} and {@code application}: whose overview it is. */
final class ApplicationSection implements Section {
  private final Settings settings;
  private @Nullable RunningJvm jvm;

  ApplicationSection(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void addTo(Json json) {
    long now = System.currentTimeMillis();
    RunningJvm running = jvm();
    long started = running.startedMillis();
    json.beginObject("tripmeter")
        .text("version", Version.current())
        .text("project", Version.project())
        .text("mode", settings.text(Option.MODE))
        .endObject();
    json.beginObject("application")
        .text("name", settings.text(Option.SERVICE_NAME), Texts.NAME)
        .count("pid", running.pid())
        .text("java", System.getProperty("java.version"))
        .text("host", running.host())
        .text("started", started < 0 ? null : Instant.ofEpochMilli(started).toString())
        .count("uptime_s", started < 0 ? -1 : (now - started) / 1_000)
        .text("time", Instant.ofEpochMilli(now).toString())
        .endObject();
  }

  private RunningJvm jvm() {
    RunningJvm known = jvm;
    if (known == null) {
      known = new RunningJvm();
      jvm = known;
    }
    return known;
  }
}

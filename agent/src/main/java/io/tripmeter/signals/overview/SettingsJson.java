package io.tripmeter.signals.overview;

import io.tripmeter.connect.SessionTimeout;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.signals.metrics.PoolReport;
import org.jspecify.annotations.Nullable;

/** {@code settings} and {@code session} of a pool: what was changed and why, and what the server says is in force. */
final class SettingsJson implements Section {
  private final PoolReport report;

  SettingsJson(PoolReport report) {
    this.report = report;
  }

  @Override
  public void addTo(Json json) {
    json.beginArray("settings");
    for (SettingChange change : report.settings()) {
      json.beginObject()
          .text("name", change.setting())
          .text("old", change.before(), Texts.NAME)
          .text("new", change.after(), Texts.NAME)
          .text("unit", unit(change))
          .text("why", change.reason(), Texts.NAME)
          .flag("made", change.isMade())
          .endObject();
    }
    json.endArray().beginArray("session");
    for (SettingChange found : report.session()) {
      json.beginObject()
          .text("name", found.setting())
          .text("asked", found.before(), Texts.NAME)
          .text("value", found.after(), Texts.NAME)
          .text("unit", unit(found))
          .text("why", found.reason(), Texts.NAME)
          .flag("read_back", true)
          .endObject();
    }
    json.endArray();
  }

  /** The server's timeouts are plain milliseconds; all other values have their unit with them, or none. */
  private static @Nullable String unit(SettingChange change) {
    return SessionTimeout.isOne(change.setting()) ? "ms" : null;
  }
}

package io.tripmeter.signals.overview;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Secrets;

/** {@code configuration}: every key's value and where it comes from. */
final class ConfigurationSection implements Section {
  private final Settings settings;

  ConfigurationSection(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void addTo(Json json) {
    json.beginArray("configuration");
    for (Option option : Option.values()) {
      String value = settings.shown(option);
      boolean isGiven = settings.isExplicit(option);
      json.beginObject()
          .text("key", option.key())
          .text("value", isGiven ? Secrets.redact(value) : value, Texts.SQL)
          .text("source", settings.source(option), Texts.SQL)
          .flag("default", !isGiven)
          .endObject();
    }
    json.endArray();
  }
}

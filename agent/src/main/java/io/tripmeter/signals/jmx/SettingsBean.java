package io.tripmeter.signals.jmx;

import io.tripmeter.config.RuntimeSettings;
import io.tripmeter.config.ShownSetting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The MBean of the settings. Consoles may pass null for an empty field. */
final class SettingsBean implements SettingsMXBean {
  private final RuntimeSettings settings;

  SettingsBean(RuntimeSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<ShownSetting> getSettings() {
    return settings.changeable();
  }

  @Override
  public String set(@Nullable String key, @Nullable String value) {
    return settings.set(text(key), text(value));
  }

  @Override
  public String unset(@Nullable String key) {
    return settings.unset(text(key));
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}

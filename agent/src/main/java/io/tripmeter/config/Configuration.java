package io.tripmeter.config;

import io.tripmeter.log.Log;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the settings at start-up. Never throws; a bad value becomes a {@link ConfigProblem}. */
public final class Configuration {
  private Configuration() {}

  /** Reads the agent's arguments (as passed to premain), system properties, environment and file. */
  public static Settings read(@Nullable String agentArguments) {
    return read(ConfigSources.ofProcess(agentArguments));
  }

  /** Reads the settings, configures {@link Log}, and logs each problem unless {@code enabled=false}. */
  public static RuntimeSettings readAndReport(@Nullable String agentArguments) {
    RuntimeSettings read = start(ConfigSources.ofProcess(agentArguments));
    Settings settings = read.settings();
    Log.configure(settings.text(Option.LOG_FORMAT), settings.text(Option.LOG_LEVEL));
    if (settings.enabled()) {
      RuntimeSettings.write(settings.problems());
    }
    return read;
  }

  /** For tests of other packages: these agent arguments alone, without this JVM's properties and environment. */
  public static Settings ofArguments(@Nullable String agentArguments) {
    Map<String, String> nothing = Collections.emptyMap();
    return read(new ConfigSources(agentArguments, nothing, nothing));
  }

  static Settings read(ConfigSources sources) {
    return start(sources).settings();
  }

  static RuntimeSettings start(ConfigSources sources) {
    try {
      SettingsReader reader = new SettingsReader(sources);
      return new RuntimeSettings(sources, reader.read(), reader.inFile());
    } catch (RuntimeException e) {
      // Not known to happen. The application must start, and without settings the agent must not
      // touch it.
      Log.error("configuration could not be read; Tripmeter stays off").error(e).write();
      ConfigSources off =
          new ConfigSources("enabled=false", Collections.emptyMap(), Collections.emptyMap());
      return new RuntimeSettings(off, new SettingsReader(off).read(), Collections.emptyList());
    }
  }
}

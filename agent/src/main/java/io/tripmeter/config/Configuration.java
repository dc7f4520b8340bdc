package io.tripmeter.config;

import io.tripmeter.log.Log;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the settings once, at start-up. Never throws; a bad value becomes a {@link ConfigProblem}. */
public final class Configuration {
  private Configuration() {}

  /** Reads the agent's arguments (as passed to premain), system properties, environment and file. */
  public static Settings read(@Nullable String agentArguments) {
    return read(ConfigSources.ofProcess(agentArguments));
  }

  /** Reads the settings, configures {@link Log}, and logs each problem unless {@code enabled=false}. */
  public static Settings readAndReport(@Nullable String agentArguments) {
    Settings settings = read(agentArguments);
    Log.configure(settings.text(Option.LOG_FORMAT), settings.text(Option.LOG_LEVEL));
    if (settings.enabled()) {
      for (ConfigProblem problem : settings.problems()) {
        Log.warn("configuration: " + problem.message())
            .field("key", problem.key())
            .write();
      }
    }
    return settings;
  }

  /** For tests of other packages: these agent arguments alone, without this JVM's properties and environment. */
  public static Settings ofArguments(@Nullable String agentArguments) {
    Map<String, String> nothing = Collections.emptyMap();
    return read(new ConfigSources(agentArguments, nothing, nothing));
  }

  static Settings read(ConfigSources sources) {
    try {
      return new SettingsReader(sources).read();
    } catch (RuntimeException e) {
      // Not known to happen. The application must start, and without settings the agent must not
      // touch it.
      Log.error("configuration could not be read; Tripmeter stays off").error(e).write();
      return new SettingsReader(
              new ConfigSources("enabled=false", Collections.emptyMap(), Collections.emptyMap()))
          .read();
    }
  }
}

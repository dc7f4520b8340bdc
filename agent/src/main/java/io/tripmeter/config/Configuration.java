package io.tripmeter.config;

import io.tripmeter.log.Log;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the settings once, at start-up. Never throws; what is wrong with a value is a {@link ConfigProblem}. */
public final class Configuration {
  private Configuration() {}

  /** From the agent's arguments (as premain gets them), system properties, environment and file. */
  public static Settings read(@Nullable String agentArguments) {
    return read(ConfigSources.ofProcess(agentArguments));
  }

  /** Reads, sets up {@link Log} accordingly, and writes each problem to it, unless {@code enabled=false}. */
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

  /** The settings of a JVM in which nothing is configured; for tests of other packages, with these agent arguments. */
  public static Settings ofArguments(@Nullable String agentArguments) {
    Map<String, String> nothing = Collections.emptyMap();
    return read(new ConfigSources(agentArguments, nothing, nothing));
  }

  static Settings read(ConfigSources sources) {
    try {
      return new SettingsReader(sources).read();
    } catch (RuntimeException e) {
      // Not known to happen. The application must start, and an agent that does not know its
      // settings must not touch it.
      Log.error("configuration could not be read; Tripmeter stays off").error(e).write();
      return new SettingsReader(
              new ConfigSources("enabled=false", Collections.emptyMap(), Collections.emptyMap()))
          .read();
    }
  }
}

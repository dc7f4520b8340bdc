package io.tripmeter.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all sources in order of precedence. */
final class SettingsReader {
  private static final int JMX = -1;
  private static final int ARGUMENTS = 0;
  private static final int PROPERTIES = 1;
  private static final int ENVIRONMENT = 2;
  private static final int FILE = 3;

  private final ConfigSources sources;
  private final Problems problems = new Problems();
  private final Map<Option, Setting> given = new EnumMap<>(Option.class);
  private final PoolSettings pools = new PoolSettings();
  private List<GivenValue> inFile = Collections.emptyList();

  SettingsReader(ConfigSources sources) {
    this.sources = sources;
  }

  Settings read() {
    addAboveFile();
    Setting config = given.get(Option.CONFIG);
    if (config != null && config.value() instanceof String) {
      inFile = PropertiesFile.read((String) config.value(), config.source(), problems);
      addAll(inFile, FILE);
    }
    return settings();
  }

  /** The same while the application runs: by what was set by JMX, and what counts of the file. */
  Settings read(Collection<GivenValue> byJmx, Collection<GivenValue> file) {
    addAll(new ArrayList<>(byJmx), JMX);
    addAboveFile();
    addAll(new ArrayList<>(file), FILE);
    return settings();
  }

  /** What the file has said, as it is there. */
  List<GivenValue> inFile() {
    return inFile;
  }

  /** What was given for the key by the source that takes precedence: perhaps no accepted value. */
  @Nullable
  Setting given(KeySpelling.Key key) {
    return key.pool == null ? given.get(key.option) : pools.given(key.pool, key.option);
  }

  private Settings settings() {
    return new Settings(withDefaults(), pools, problems.list());
  }

  private void addAboveFile() {
    addAll(AgentArguments.read(sources.agentArguments(), problems), ARGUMENTS);
    addAll(PropertyNames.inSystemProperties(sources.systemProperties()), PROPERTIES);
    addAll(PropertyNames.inEnvironment(sources.environment()), ENVIRONMENT);
  }

  private void addAll(List<GivenValue> values, int rank) {
    // If a source has a key twice, the last one counts, as in a properties file.
    for (int i = values.size() - 1; i >= 0; i--) {
      add(values.get(i), rank);
    }
  }

  private void add(GivenValue value, int rank) {
    KeySpelling spelling = rank == ENVIRONMENT ? KeySpelling.ENVIRONMENT : KeySpelling.PROPERTY;
    KeySpelling.Key key = spelling.resolve(value.name);
    if (key == null) {
      problems.unknownKey(value, spelling);
    } else if (!key.isKnown()) {
      problems.notPerPool(value, key.option);
    } else if (key.option == Option.CONFIG && rank == FILE) {
      problems.inFile(value);
    } else {
      put(key, setting(value, key, rank), rank);
    }
  }

  private Setting setting(GivenValue given, KeySpelling.Key key, int rank) {
    Object value = key.option.parse(given.text);
    if (value == null) {
      problems.badValue(given, key.option, Problems.instead(key));
      return Setting.rejected(given.source, rank);
    }
    return Setting.given(value, given.source, rank);
  }

  private void put(KeySpelling.Key key, Setting setting, int rank) {
    if (key.pool == null) {
      if (setting.beats(given.get(key.option))) {
        given.put(key.option, setting);
      }
    } else if (rank == ENVIRONMENT) {
      pools.putFromEnvironment(key.pool, key.option, setting);
    } else {
      pools.put(key.pool, key.option, setting);
    }
  }

  private Map<Option, Setting> withDefaults() {
    Map<Option, Setting> values = new EnumMap<>(Option.class);
    for (Option option : Option.values()) {
      Setting setting = given.get(option);
      if (setting == null || setting.value() == null) {
        setting = defaultOf(option);
      }
      if (setting != null) {
        values.put(option, setting);
      }
    }
    return values;
  }

  private @Nullable Setting defaultOf(Option option) {
    if (option == Option.OTLP_ENDPOINT) {
      return new Fallbacks(sources).otlpEndpoint();
    }
    if (option == Option.SERVICE_NAME) {
      return new Fallbacks(sources).serviceName();
    }
    Object value = option.defaultValue();
    return value == null ? null : Setting.derived(value, "default");
  }
}

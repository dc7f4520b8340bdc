package io.tripmeter.config;

import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators can write into. */
final class ConfigSources {
  private final String agentArguments;
  private final Map<String, String> systemProperties;
  private final Map<String, String> environment;

  ConfigSources(
      @Nullable String agentArguments,
      Map<String, String> systemProperties,
      Map<String, String> environment) {
    this.agentArguments = agentArguments == null ? "" : agentArguments;
    this.systemProperties = systemProperties;
    this.environment = environment;
  }

  /** Those of this JVM; one that a security manager guards counts as empty. */
  static ConfigSources ofProcess(@Nullable String agentArguments) {
    return new ConfigSources(agentArguments, processProperties(), processEnvironment());
  }

  private static Map<String, String> processProperties() {
    Map<String, String> copy = new TreeMap<>();
    try {
      Properties properties = System.getProperties();
      for (String name : properties.stringPropertyNames()) {
        String value = properties.getProperty(name);
        if (value != null) {
          copy.put(name, value);
        }
      }
    } catch (RuntimeException e) {
      // What could be read is used.
    }
    return copy;
  }

  private static Map<String, String> processEnvironment() {
    try {
      return System.getenv();
    } catch (RuntimeException e) {
      return Collections.emptyMap();
    }
  }

  String agentArguments() {
    return agentArguments;
  }

  Map<String, String> systemProperties() {
    return systemProperties;
  }

  Map<String, String> environment() {
    return environment;
  }

  @Nullable
  String systemProperty(String name) {
    return systemProperties.get(name);
  }

  /** A variable's value; null also for an empty one, which OpenTelemetry and most deployment tools mean as unset. */
  @Nullable
  String variable(String name) {
    String value = environment.get(name);
    return value == null || value.trim().isEmpty() ? null : value.trim();
  }
}

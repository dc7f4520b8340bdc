package io.tripmeter.config;

import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The places where an operator can set options: agent arguments, system properties, environment. */
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

  /** The sources of this JVM. A source that a security manager protects is empty. */
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
      // The properties read so far are used.
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

  /** The value of an environment variable, null if it is unset or empty. OpenTelemetry and most deployment tools treat both the same. */
  @Nullable
  String variable(String name) {
    String value = environment.get(name);
    return value == null || value.trim().isEmpty() ? null : value.trim();
  }
}

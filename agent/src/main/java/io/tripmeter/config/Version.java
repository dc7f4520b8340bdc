package io.tripmeter.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Tripmeter's version, and where the project is. */
public final class Version {
  private Version() {}

  /** The version that the build wrote into the jar; {@code unknown} if classes run without the jar. */
  public static String current() {
    return built("version");
  }

  /** The project's address, as the build wrote it into the jar. */
  public static String project() {
    return built("project");
  }

  private static String built(String key) {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | RuntimeException e) {
      return "unknown";
    }
    return properties.getProperty(key, "unknown");
  }
}

package io.tripmeter.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Tripmeter's version. */
public final class Version {
  private Version() {}

  /** The version that the build wrote into the jar; {@code unknown} if classes run without the jar. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | RuntimeException e) {
      return "unknown";
    }
    return properties.getProperty("version", "unknown");
  }
}

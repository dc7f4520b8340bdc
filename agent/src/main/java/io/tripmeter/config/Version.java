package io.tripmeter.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which Tripmeter this is. */
public final class Version {
  private Version() {}

  /** As the build wrote it into the jar; {@code unknown} when run from classes alone. */
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

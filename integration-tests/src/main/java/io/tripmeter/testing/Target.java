package io.tripmeter.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has made, found from where these classes lie, so that any working directory will do. */
final class Target {
  private Target() {}

  /** This module's {@code target}. */
  static Path directory() {
    try {
      return Path.of(
              Target.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath()
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A sibling module's product; the system property, if set, names another. */
  static Path product(String property, String module, String name) {
    String elsewhere = System.getProperty(property, "");
    Path file = elsewhere.isEmpty()
        ? directory()
            .resolveSibling(".." + File.separator + module)
            .resolve("target")
            .resolve(name)
            .normalize()
        : Path.of(elsewhere).toAbsolutePath();
    return existing(file, "mvn -pl " + module + " -am package makes it");
  }

  static Path existing(Path file, String remedy) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: " + remedy);
    }
    return file;
  }
}

package io.tripmeter.testing;

import java.nio.file.Path;

/** Applications as their users package or get them, of profile {@code matrix}. */
public final class PackagedApplications {
  private PackagedApplications() {}

  /** An application in Kotlin. */
  public static Path kotlin() {
    return Target.existing(
        Target.directory().resolveSibling("kotlin/target/shops-kotlin.jar"),
        "mvn -Pmatrix -pl integration-tests/kotlin package makes it");
  }
}

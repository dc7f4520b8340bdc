package io.tripmeter.hazards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The docs must explain every feature that logs and dashboards name. */
class HazardDocsTest {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "."), "../docs").normalize();

  @Test
  void theDocsListEveryFeature() throws IOException {
    String poolers = Files.readString(DOCS.resolve("poolers.md"));
    String signals = Files.readString(DOCS.resolve("signals.md"));
    assertEquals(
        List.of(),
        Stream.of(Hazard.values())
            .map(Hazard::label)
            .filter(label ->
                !poolers.contains("| `" + label + "` |") || !signals.contains("`" + label + "`"))
            .toList());
  }
}

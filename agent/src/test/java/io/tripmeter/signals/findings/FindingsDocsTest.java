package io.tripmeter.signals.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a problem links to must be there. */
class FindingsDocsTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).normalize();
  private static final Path CHECKS = BASE.resolve("src/main/java/io/tripmeter/signals/findings");
  private static final Pattern ANCHOR = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"\\)");

  @Test
  void everyAnchorIsAHeadingOfTroubleshooting() throws IOException {
    List<String> headings = Files.readAllLines(BASE.resolve("../docs/troubleshooting.md")).stream()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4).replace(' ', '-').toLowerCase(java.util.Locale.ROOT))
        .toList();
    List<String> anchors;
    try (Stream<Path> files = Files.list(CHECKS)) {
      anchors = files.flatMap(FindingsDocsTest::anchors).toList();
    }
    assertTrue(anchors.size() >= 11, anchors.toString());
    assertEquals(
        List.of(), anchors.stream().filter(anchor -> !headings.contains(anchor)).toList());
  }

  private static Stream<String> anchors(Path file) {
    try {
      return ANCHOR.matcher(Files.readString(file)).results().map(match -> match.group(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

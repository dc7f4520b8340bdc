package io.tripmeter.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of Prometheus, as its file in docs/ has it.
 *
 * @param name of the alert or of the recorded series
 * @param text all of it
 */
record Rule(String name, String expression, String text) {
  static final Path DOCS =
      Path.of(System.getProperty("basedir", "."), "../docs").normalize();
  static final Path ALERTS = DOCS.resolve("prometheus/tripmeter-alerts.yml");
  static final Path RECORDING = DOCS.resolve("prometheus/tripmeter-recording.yml");

  private static final Pattern EXPRESSION =
      Pattern.compile("^ +expr: (?:\\|\\n((?: {10}.*\\n)+)|(.*))", Pattern.MULTILINE);

  static List<Rule> in(Path file) {
    return Arrays.stream(read(file).split("\\n +- (?=alert: |record: )"))
        .skip(1)
        .map(Rule::of)
        .toList();
  }

  private static Rule of(String text) {
    Matcher expression = EXPRESSION.matcher(text);
    if (!expression.find()) {
      throw new IllegalArgumentException("no expression: " + text);
    }
    String block = expression.group(1);
    String name = text.lines().findFirst().orElseThrow().split(": ")[1];
    return new Rule(name, block == null ? expression.group(2) : block, text);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

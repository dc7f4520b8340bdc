package io.tripmeter.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/** The measurements as Markdown, on standard output while they come in and in a file at the end. */
final class Report {
  private final StringBuilder text = new StringBuilder();

  void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  void line(String line) {
    text.append(line).append('\n');
    System.out.println(line);
  }

  void columns(String... names) {
    row(names);
    row(Collections.nCopies(names.length, "---").toArray(String[]::new));
  }

  void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println("\nwritten to " + file.toAbsolutePath());
  }

  static String against(double figure, double target) {
    return figure <= target ? "met" : "**missed**";
  }
}

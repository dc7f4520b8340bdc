package io.tripmeter.doctor;

import io.tripmeter.log.Escape;
import io.tripmeter.log.Secrets;
import java.util.Locale;

/** Text for a terminal: 96 columns at most, no control characters, no passwords. */
final class Lines {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  /** The title, or a section's name with an empty line before it. */
  void head(String name) {
    text.append(text.length() == 0 ? "" : "\n");
    Escape.append(text, Secrets.redact(name), false);
    text.append('\n');
  }

  void line(String format, Object... values) {
    wrap(INDENT, INDENT, String.format(Locale.ROOT, format, values));
  }

  void wrap(String first, String rest, String words) {
    StringBuilder clean = new StringBuilder();
    Escape.append(clean, Secrets.redact(words), false);
    StringBuilder line = new StringBuilder(first);
    boolean begun = false;
    for (String word : clean.toString().trim().split(" ")) {
      if (begun && line.length() + word.length() >= WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(rest);
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    text.append(line).append('\n');
  }

  /** An entry of a numbered list: the first of its lines has the number, each is wrapped for itself. */
  void numbered(int number, Iterable<String> lines) {
    String first = INDENT + number + ". ";
    String rest = String.format("%" + first.length() + "s", "");
    for (String each : lines) {
      wrap(first, rest, each);
      first = rest;
    }
  }

  /** Of a table. */
  void row(String format, Object... values) {
    String row = String.format(Locale.ROOT, format, values);
    text.append(INDENT);
    Escape.append(text, row.replaceAll("\\s+$", ""), false);
    text.append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

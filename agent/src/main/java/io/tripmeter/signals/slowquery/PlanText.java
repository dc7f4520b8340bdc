package io.tripmeter.signals.slowquery;

import io.tripmeter.postgres.SqlText;

/**
 * Formats a plan for the log. PostgreSQL's YAML format has one property per line, and text from the statement is in double quotes, escaped
 * as in JSON, so that no literal can be mistaken for something else. Quoted text is normalised like a statement, without values. Properties
 * that are false are omitted.
 */
final class PlanText {
  private static final int MAX_LENGTH = 10_000;

  private PlanText() {}

  static String of(String yaml, boolean withValues) {
    StringBuilder text = new StringBuilder(yaml.length());
    for (String line : yaml.split("\n")) {
      if (!line.endsWith(": false")) {
        text.append(text.length() == 0 ? "" : "\n").append(line(line, withValues));
      }
    }
    return text.length() <= MAX_LENGTH ? text.toString() : text.substring(0, MAX_LENGTH) + "...";
  }

  private static String line(String line, boolean withValues) {
    int open = line.indexOf('"');
    if (open < 0) {
      return line.replaceAll("\\s+$", "");
    }
    int close = Math.max(open + 1, line.lastIndexOf('"'));
    String value = unescape(line.substring(open + 1, close));
    return line.substring(0, open)
        + (withValues ? value : SqlText.normalise(value, Integer.MAX_VALUE));
  }

  /** A line break or another control character becomes a space. */
  private static String unescape(String escaped) {
    StringBuilder value = new StringBuilder(escaped.length());
    int at = 0;
    while (at < escaped.length()) {
      char c = escaped.charAt(at++);
      if (c == '\\' && at < escaped.length()) {
        c = escaped.charAt(at++);
        at += c == 'u' ? 4 : 0;
        c = c == '"' || c == '\\' ? c : ' ';
      }
      value.append(c);
    }
    return value.toString();
  }
}

package io.tripmeter.log;

/** Keeps a line one line: JSON's escapes, for control characters (a terminal's too) and Unicode's line separators. */
final class Escape {
  private static final String HEX = "0123456789abcdef";

  private Escape() {}

  /** Also escapes double quotes and backslashes if {@code quoted}. */
  static void append(StringBuilder line, String text, boolean quoted) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line.append("\\n");
      } else if (c == '\r') {
        line.append("\\r");
      } else if (c == '\t') {
        line.append("\\t");
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        unicode(line, c);
      } else {
        if (quoted && (c == '"' || c == '\\')) {
          line.append('\\');
        }
        line.append(c);
      }
    }
  }

  private static void unicode(StringBuilder line, char c) {
    line.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      line.append(HEX.charAt((c >> shift) & 0xf));
    }
  }
}

package io.tripmeter.log;

/** Escapes control characters and Unicode's line separators as in JSON, so that an event is one line and cannot control a terminal. */
public final class Escape {
  private static final String HEX = "0123456789abcdef";

  private Escape() {}

  /** Appends the text; double quotes and backslashes are escaped only if {@code quoted}. */
  public static void append(StringBuilder line, String text, boolean quoted) {
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

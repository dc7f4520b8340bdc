package io.tripmeter.postgres;

/** Character classes of PostgreSQL's scan.l. Every non-ASCII character is part of a word. */
final class SqlCharacter {
  private SqlCharacter() {}

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= '\u0080';
  }

  static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }

  /** Prefixes of strings with escapes, bits, hexadecimal digits or national characters. */
  static boolean isStringPrefix(String word) {
    return word.length() == 1 && "eEbBxXnN".contains(word);
  }
}

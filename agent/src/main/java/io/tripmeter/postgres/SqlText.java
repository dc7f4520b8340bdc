package io.tripmeter.postgres;

/** A statement without its values, which can be shown, and its id, which is the same in every JVM. */
public final class SqlText {
  private static final String CUT = "...";

  private final String text;
  private final String id;

  private SqlText(String text, String id) {
    this.text = text;
    this.id = id;
  }

  /** @param maxLength maximum length of the text; the id is that of the whole statement */
  public static SqlText of(String sql, int maxLength) {
    String full = normalise(sql);
    return new SqlText(cut(full, maxLength), Fingerprint.of(full));
  }

  /**
   * Literals become {@code ?}, lists of literals {@code (?...)}, and rows that look alike one row. Comments are removed, white space is
   * folded, quoted identifiers stay. Text after an unterminated literal, comment or identifier is dropped. Assumes
   * standard_conforming_strings=on, PostgreSQL's default since 9.1.
   */
  public static String normalise(String sql, int maxLength) {
    return cut(normalise(sql), maxLength);
  }

  private static String normalise(String sql) {
    SqlWriter writer = new SqlWriter();
    SqlScanner.scan(sql, writer);
    return writer.toString();
  }

  public static String cut(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = Math.max(0, maxLength - CUT.length());
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + CUT;
  }

  public String text() {
    return text;
  }

  /** 16 hexadecimal digits. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return text;
  }
}

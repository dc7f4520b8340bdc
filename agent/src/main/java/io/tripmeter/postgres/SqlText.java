package io.tripmeter.postgres;

/** A statement without its values, as it may be shown, and an id that is the same wherever and whenever the statement is seen. */
public final class SqlText {
  private static final String CUT = "...";

  private final String text;
  private final String id;

  private SqlText(String text, String id) {
    this.text = text;
    this.id = id;
  }

  /** @param maxLength the most characters that are shown; the id is of all of it */
  public static SqlText of(String sql, int maxLength) {
    String full = normalise(sql);
    return new SqlText(cut(full, maxLength), Fingerprint.of(full));
  }

  /**
   * Literals become {@code ?}, lists of them {@code (?...)}, rows that look alike one row; comments go, white space is folded. Quoted
   * identifiers stay. Text after a literal, comment or identifier that does not end is dropped. Takes standard_conforming_strings for
   * on, which is PostgreSQL's default since 9.1.
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

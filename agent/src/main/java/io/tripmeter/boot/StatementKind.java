package io.tripmeter.boot;

/** The kind of a statement that the application wrote itself, by its first word; the driver's own calls say what they are. */
public final class StatementKind {
  private StatementKind() {}

  static TripKind of(String text) {
    int start = firstWord(text, 0);
    if (start == text.length()) {
      return TripKind.QUERY;
    }
    switch (text.charAt(start) | 0x20) {
      case 's':
        return begins(text, start, "set") ? TripKind.SESSION : TripKind.QUERY;
      case 'r':
        if (begins(text, start, "rollback")) {
          return TripKind.ROLLBACK;
        }
        return begins(text, start, "reset") ? TripKind.SESSION : TripKind.QUERY;
      case 'c':
        if (begins(text, start, "commit")) {
          return TripKind.COMMIT;
        }
        return begins(text, start, "copy") ? TripKind.COPY : TripKind.QUERY;
      case 'd':
        return begins(text, start, "discard") ? TripKind.SESSION : TripKind.QUERY;
      default:
        return TripKind.QUERY;
    }
  }

  private static int firstWord(String text, int from) {
    int start = from;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    return start;
  }

  /** Whether it is an INSERT, UPDATE, DELETE or MERGE, perhaps behind a comment. */
  public static boolean writes(String text) {
    int start = firstWord(text, 0);
    if (text.startsWith("/*", start)) {
      start = firstWord(text, text.indexOf("*/", start) + 2);
    }
    return begins(text, start, "insert")
        || begins(text, start, "update")
        || begins(text, start, "delete")
        || begins(text, start, "merge");
  }

  private static boolean begins(String text, int start, String word) {
    int end = start + word.length();
    return text.regionMatches(true, start, word, 0, word.length())
        && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
  }
}

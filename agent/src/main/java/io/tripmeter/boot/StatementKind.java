package io.tripmeter.boot;

/** The kind of a statement that the application wrote itself, by its first word; the driver's own calls say what they are. */
final class StatementKind {
  private StatementKind() {}

  static TripKind of(String text) {
    int start = 0;
    int length = text.length();
    while (start < length && text.charAt(start) <= ' ') {
      start++;
    }
    if (start == length) {
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

  private static boolean begins(String text, int start, String word) {
    int end = start + word.length();
    return text.regionMatches(true, start, word, 0, word.length())
        && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
  }
}

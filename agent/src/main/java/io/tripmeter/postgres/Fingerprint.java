package io.tripmeter.postgres;

/** A 64-bit FNV-1a hash of normalised SQL. It ignores the case of unquoted words and spaces that separate no words. */
final class Fingerprint {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  static String of(String normalised) {
    long hash = OFFSET_BASIS;
    boolean quoted = false;
    for (int i = 0; i < normalised.length(); i++) {
      char c = normalised.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      }
      if (quoted || c != ' ' || separatesWords(normalised, i)) {
        char folded = quoted ? c : Character.toLowerCase(c);
        hash = (hash ^ (folded & 0xff)) * PRIME;
        hash = (hash ^ (folded >>> 8)) * PRIME;
      }
    }
    return hex(hash);
  }

  private static boolean separatesWords(String text, int space) {
    return space > 0
        && space + 1 < text.length()
        && isWordPart(text.charAt(space - 1))
        && isWordPart(text.charAt(space + 1));
  }

  private static boolean isWordPart(char c) {
    return c == '?' || c == '"' || SqlCharacter.isWordPart(c);
  }

  private static String hex(long hash) {
    String digits = Long.toHexString(hash);
    return "0000000000000000".substring(digits.length()) + digits;
  }
}

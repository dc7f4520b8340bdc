package io.tripmeter.log;

import java.util.regex.Pattern;

/**
 * Masks secrets: the values of passwords and tokens, users in URLs, and literals in the messages of exceptions. Text in doubt is
 * masked, too.
 */
public final class Secrets {
  private static final String MASK = "***";

  private static final String[] HINTS = {
    "pass",
    "pwd",
    "token",
    "secret",
    "://",
    "apikey",
    "api-key",
    "api_key",
    "credential",
    "authorization"
  };

  private Secrets() {}

  /** The text with its secrets masked; the same object if nothing in it looks like a secret. */
  public static String redact(String text) {
    for (String hint : HINTS) {
      if (containsIgnoringCase(text, hint)) {
        return Patterns.redact(text);
      }
    }
    return text;
  }

  /**
   * Describes an exception in one line: its class and the first line of its message, without quotations of the statement or its values.
   * If the message may be free text, as that of RAISE, or is in a language whose quotes do not distinguish names from values, the
   * SQLSTATE replaces it.
   */
  public static String describe(Throwable error) {
    String message = messageOf(error);
    if (message.isEmpty()) {
      return error.getClass().getName();
    }
    String state = ServerMessages.stateOfFreeText(error);
    return error.getClass().getName()
        + ": "
        + (state != null ? "SQLSTATE " + state : redact(Patterns.withoutLiterals(message)));
  }

  static String messageOf(Throwable error) {
    try {
      String message = error.getMessage();
      return message == null ? "" : message;
    } catch (RuntimeException e) {
      // The getMessage() of an application's exception may throw.
      return "";
    }
  }

  private static boolean containsIgnoringCase(String text, String part) {
    int last = text.length() - part.length();
    for (int i = 0; i <= last; i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  /** A class of its own, so that the patterns are compiled only when a text needs them. */
  private static final class Patterns {
    /** A name, = or :, and a value that is quoted or ends at white space or &. A bind parameter's placeholder is not a value. */
    private static final Pattern NAMED = Pattern.compile(
        "((?:password|passwd|passphrase|pwd|token|secret|api[_-]?key|credentials?|authorization)[\\w.-]*[\"']?\\s*[=:]\\s*(?:(?:bearer|basic)\\s+)?)"
            + "(?!(?:\\?|\\$\\d+)(?:[\\s,;)&]|$))"
            + "(?:\".*?(?<!\\\\)(?:\"|$)|'[^']*'?|[^\\s&]+)",
        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** {@code //user:password@}, up to the last @, because a password may contain one, or {@code //user@}. */
    private static final Pattern USER_INFO =
        Pattern.compile("://(?:[^\\s/?#:@]*:[^\\s?]*@|[^\\s/?#]*@)");

    private static final Pattern URL_USER =
        Pattern.compile("([?&]user=)[^\\s&]+", Pattern.CASE_INSENSITIVE);

    /** pgjdbc's BatchUpdateException quotes the whole statement with its values. */
    private static final Pattern BATCH =
        Pattern.compile("(Batch entry \\d+ ).* (was aborted)", Pattern.DOTALL);

    /** The server quotes identifiers as {@code relation "x"} and values as {@code type integer: "x"}. A value may contain quotes. */
    private static final Pattern VALUE =
        Pattern.compile("((?:: |near |value |line )\").*(\")|((?:: |near |value |line )\").*");

    private static final Pattern LITERAL = Pattern.compile("'[^']*'?");

    /** The quotes of other languages, in either direction. */
    private static final Pattern FOREIGN =
        Pattern.compile("[\u00ab\u00bb\u2039\u203a\u2018-\u201f\u300c-\u300f\uff02\uff07].*"
            + "[\u00ab\u00bb\u2039\u203a\u2018-\u201f\u300c-\u300f\uff02\uff07]");

    static String redact(String text) {
      String named = NAMED.matcher(text).replaceAll("$1" + MASK);
      String urls = USER_INFO.matcher(named).replaceAll("://" + MASK + "@");
      return URL_USER.matcher(urls).replaceAll("$1" + MASK);
    }

    static String withoutLiterals(String message) {
      String batch = BATCH.matcher(message).replaceAll("$1$2");
      int end = batch.indexOf('\n');
      String line = end < 0 ? batch : batch.substring(0, end);
      String values = VALUE.matcher(line).replaceAll("$1$3***$2");
      return FOREIGN.matcher(LITERAL.matcher(values).replaceAll("'***'")).replaceAll(MASK);
    }
  }
}

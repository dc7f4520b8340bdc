package io.tripmeter.log;

import java.util.regex.Pattern;

/**
 * Blanks what must not be seen: the values of passwords and tokens, users in URLs, and literals in the messages of exceptions.
 * Rather too much than too little.
 */
public final class Secrets {
  private static final String BLANK = "***";

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

  /** The text without secrets; the same object if there is nothing that looks like one. */
  public static String redact(String text) {
    for (String hint : HINTS) {
      if (containsIgnoringCase(text, hint)) {
        return Patterns.redact(text);
      }
    }
    return text;
  }

  /**
   * An exception in one line: its class and the first line of its message, without what PostgreSQL and the driver quote of the statement
   * or its values. Where the message may be anybody's words, as those of RAISE are, or is in a language whose quotes tell names and
   * values not apart, there is the SQLSTATE in its place.
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
      // An application's exception may do anything in getMessage().
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

  /** Apart, so that no pattern is compiled before there is a text that needs one. */
  private static final class Patterns {
    /** A name, = or :, and a value that is quoted or goes on to white space or &; a bind parameter's mark is no value. */
    private static final Pattern NAMED = Pattern.compile(
        "((?:password|passwd|passphrase|pwd|token|secret|api[_-]?key|credentials?|authorization)[\\w.-]*[\"']?\\s*[=:]\\s*(?:(?:bearer|basic)\\s+)?)"
            + "(?!(?:\\?|\\$\\d+)(?:[\\s,;)&]|$))"
            + "(?:\".*?(?<!\\\\)(?:\"|$)|'[^']*'?|[^\\s&]+)",
        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** {@code //user:password@}, up to the last @, for a password may hold one; {@code //user@}. */
    private static final Pattern USER_INFO =
        Pattern.compile("://(?:[^\\s/?#:@]*:[^\\s?]*@|[^\\s/?#]*@)");

    private static final Pattern URL_USER =
        Pattern.compile("([?&]user=)[^\\s&]+", Pattern.CASE_INSENSITIVE);

    /** pgjdbc's BatchUpdateException quotes the whole statement with its values. */
    private static final Pattern BATCH =
        Pattern.compile("(Batch entry \\d+ ).* (was aborted)", Pattern.DOTALL);

    /** The server quotes identifiers as {@code relation "x"} and values, in which may be quotes, as {@code type integer: "x"}. */
    private static final Pattern VALUE =
        Pattern.compile("((?:: |near |value |line )\").*(\")|((?:: |near |value |line )\").*");

    private static final Pattern LITERAL = Pattern.compile("'[^']*'?");

    /** The quotes of other languages, whichever way around they are used. */
    private static final Pattern FOREIGN =
        Pattern.compile("[\u00ab\u00bb\u2039\u203a\u2018-\u201f\u300c-\u300f\uff02\uff07].*"
            + "[\u00ab\u00bb\u2039\u203a\u2018-\u201f\u300c-\u300f\uff02\uff07]");

    static String redact(String text) {
      String named = NAMED.matcher(text).replaceAll("$1" + BLANK);
      String urls = USER_INFO.matcher(named).replaceAll("://" + BLANK + "@");
      return URL_USER.matcher(urls).replaceAll("$1" + BLANK);
    }

    static String withoutLiterals(String message) {
      String batch = BATCH.matcher(message).replaceAll("$1$2");
      int end = batch.indexOf('\n');
      String line = end < 0 ? batch : batch.substring(0, end);
      String values = VALUE.matcher(line).replaceAll("$1$3***$2");
      return FOREIGN.matcher(LITERAL.matcher(values).replaceAll("'***'")).replaceAll(BLANK);
    }
  }
}

package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.CommentCalls;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.signals.spans.Spans;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The comment of {@code sqlcommenter}: the unit's name and its trace. Form and rules are those of the specification
 * (google.github.io/sqlcommenter/spec): keys in order, values URL-encoded and in single quotes, and no comment where there is one already.
 */
public final class SqlComments implements CommentCalls.Comments {
  private static final String[] WORDS = {
    "select", "insert", "update", "delete", "merge", "with", "values"
  };

  private static final String HEX = "0123456789ABCDEF";

  private final Spans spans;

  public SqlComments(Spans spans) {
    this.spans = spans;
  }

  @Override
  public @Nullable String behind(String text, UnitOfWork unit) {
    try {
      return takesComment(text) ? comment(unit) : null;
    } catch (Throwable broken) {
      // The statement goes without it.
      return null;
    }
  }

  private @Nullable String comment(UnitOfWork unit) {
    StringBuilder comment = new StringBuilder(120);
    String name = unit.nameNow();
    if (name != null) {
      add(comment, unit.kind().nameKey(), name);
    }
    String trace = spans.traceId(unit);
    String span = spans.spanId(unit);
    String flags = spans.traceFlags(unit);
    if (trace != null && span != null && flags != null) {
      add(comment, "traceparent", "00-" + trace + "-" + span + "-" + flags);
    }
    return comment.length() == 0 ? null : comment.append("*/").toString();
  }

  private static void add(StringBuilder comment, String key, String value) {
    comment.append(comment.length() == 0 ? "/*" : ",").append(key).append("='");
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      if (letter < 128 && (Character.isLetterOrDigit(letter) || "-_.~".indexOf(letter) >= 0)) {
        comment.append(letter);
      } else {
        comment.append('%').append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
      }
    }
    comment.append('\'');
  }

  /**
   * Whether a comment behind this text is a comment, and changes neither its meaning nor what an error says of it. Texts that are not certain go
   * without: several statements, comments, dollar quotes, an odd number of quotes.
   */
  static boolean takesComment(String text) {
    int quotes = 0;
    int doubleQuotes = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (letter == ';'
          || letter == 0
          || (letter == '-' && next == '-')
          || (letter == '/' && next == '*')
          || (letter == '$' && (next < '0' || next > '9'))) {
        return false;
      }
      quotes += letter == '\'' ? 1 : 0;
      doubleQuotes += letter == '"' ? 1 : 0;
    }
    return quotes % 2 == 0 && doubleQuotes % 2 == 0 && beginsWithOne(text.trim());
  }

  private static boolean beginsWithOne(String text) {
    for (String word : WORDS) {
      if (text.regionMatches(true, 0, word, 0, word.length())
          && (text.length() == word.length()
              || !Character.isJavaIdentifierPart(text.charAt(word.length())))) {
        return true;
      }
    }
    return false;
  }
}

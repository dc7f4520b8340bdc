package io.tripmeter.postgres;

import java.util.Locale;

/**
 * Splits SQL into tokens by PostgreSQL's lexical rules (src/backend/parser/scan.l). Text in doubt is a value: an unterminated literal or
 * identifier extends to the end of the text. Used once, by one thread.
 */
public final class SqlScanner {
  private final String sql;
  private final int length;
  private final SqlTokens out;
  private int at;

  private SqlScanner(String sql, SqlTokens out) {
    this.sql = sql;
    this.out = out;
    length = sql.length();
  }

  /** Passes the tokens of the text in their order. */
  public static void scan(String sql, SqlTokens tokens) {
    new SqlScanner(sql, tokens).scan();
  }

  private void scan() {
    while (at < length) {
      char c = sql.charAt(at);
      if (SqlCharacter.isSpace(c)) {
        at++;
        out.space();
      } else if (startsComment()) {
        skipComment();
        out.space();
      } else if (c == '\'') {
        string(false);
      } else if (c == '"') {
        identifier(at);
      } else if (c == '$') {
        dollar();
      } else if (SqlCharacter.isDigit(c) || (c == '.' && SqlCharacter.isDigit(peek(1)))) {
        number(at);
      } else if (SqlCharacter.isWordStart(c)) {
        word();
      } else {
        sign(c);
      }
    }
  }

  private char peek(int ahead) {
    return at + ahead < length ? sql.charAt(at + ahead) : '\0';
  }

  private boolean startsComment() {
    char c = sql.charAt(at);
    return (c == '-' && peek(1) == '-') || (c == '/' && peek(1) == '*');
  }

  private void skipComment() {
    if (sql.charAt(at) == '-') {
      while (at < length && !SqlCharacter.isLineEnd(sql.charAt(at))) {
        at++;
      }
      return;
    }
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < length);
  }

  /** Starts at the opening quote. A quoted string after a line break continues the same literal, as in PostgreSQL. */
  private void string(boolean escapes) {
    int start = at;
    do {
      at++;
      skipQuoted('\'', escapes);
    } while (continues());
    out.value(start, at);
  }

  /** Starts after an opening quote, stops after the closing one or at the end. Returns whether there was a closing quote. */
  private boolean skipQuoted(char quote, boolean escapes) {
    while (at < length) {
      char c = sql.charAt(at++);
      if (c == '\\' && escapes) {
        at++;
      } else if (c == quote) {
        if (peek(0) != quote) {
          return true;
        }
        at++;
      }
    }
    at = length;
    return false;
  }

  private boolean continues() {
    int start = at;
    boolean lineEnded = false;
    while (at < length) {
      char c = sql.charAt(at);
      if (SqlCharacter.isSpace(c)) {
        lineEnded |= SqlCharacter.isLineEnd(c);
        at++;
      } else if (c == '-' && peek(1) == '-') {
        skipComment();
      } else {
        break;
      }
    }
    if (lineEnded && peek(0) == '\'') {
      return true;
    }
    at = start;
    return false;
  }

  private void identifier(int start) {
    at++;
    if (skipQuoted('"', false)) {
      out.name(sql.substring(start, at).replaceAll("\\s", " "));
    } else {
      out.value(start, at);
    }
  }

  /** A parameter, a dollar-quoted string, or a sign. */
  private void dollar() {
    int start = at;
    int end = at + 1;
    if (SqlCharacter.isDigit(peek(1))) {
      at++;
      number(start);
      return;
    }
    while (end < length && SqlCharacter.isWordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
      end++;
    }
    if (end == length || sql.charAt(end) != '$') {
      sign('$');
      return;
    }
    String tag = sql.substring(at, end + 1);
    int close = sql.indexOf(tag, end + 1);
    at = close < 0 ? length : close + tag.length();
    out.value(start, at);
  }

  /** Includes everything up to a space or sign: 1e-5, 0x1F, 1_000, and trailing junk that some versions read as a word of its own. */
  private void number(int start) {
    while (at < length) {
      char c = sql.charAt(at);
      boolean exponent = (c == '+' || c == '-')
          && (sql.charAt(at - 1) | 0x20) == 'e'
          && SqlCharacter.isDigit(peek(1));
      if ((!SqlCharacter.isWordPart(c) || c == '$') && c != '.' && !exponent) {
        break;
      }
      at++;
    }
    out.value(start, at);
  }

  private void word() {
    int start = at;
    while (at < length && SqlCharacter.isWordPart(sql.charAt(at))) {
      at++;
    }
    String word = sql.substring(start, at);
    char next = peek(0);
    if (next == '\'' && SqlCharacter.isStringPrefix(word)) {
      string(word.equalsIgnoreCase("e"));
    } else if (next == '&' && word.equalsIgnoreCase("u") && peek(1) == '\'') {
      at++;
      string(false);
    } else if (next == '&' && word.equalsIgnoreCase("u") && peek(1) == '"') {
      at++;
      identifier(start);
    } else {
      out.word(word, word.toLowerCase(Locale.ROOT));
    }
  }

  private void sign(char c) {
    at++;
    boolean signsNumber = (c == '-' || c == '+')
        && (SqlCharacter.isDigit(peek(0)) || (peek(0) == '.' && SqlCharacter.isDigit(peek(1))));
    if (signsNumber && out.expectsValue()) {
      number(at);
    } else {
      out.sign(c);
    }
  }
}

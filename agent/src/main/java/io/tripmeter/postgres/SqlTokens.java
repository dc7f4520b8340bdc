package io.tripmeter.postgres;

/** Receives the tokens of SQL in their order. */
public interface SqlTokens {
  /** White space or a comment. */
  void space();

  /** A keyword or an unquoted name, and the lower-case form to which PostgreSQL folds it. */
  void word(String word, String folded);

  /** A quoted identifier, with its quotes and a prefix such as {@code U&}. */
  void name(String quoted);

  /**
   * A literal of any kind, a numbered parameter, or the rest of a text after a quote that is never closed.
   *
   * @param start its start in the text; for a string literal the position of its quote
   * @param end position after it
   */
  void value(int start, int end);

  /** Any other character. */
  void sign(char c);

  /** Whether a value may come next, so that a minus is part of it. */
  boolean expectsValue();
}

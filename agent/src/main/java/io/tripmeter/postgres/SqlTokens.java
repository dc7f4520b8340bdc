package io.tripmeter.postgres;

/** Takes the tokens of SQL in their order. */
public interface SqlTokens {
  /** White space or a comment. */
  void space();

  /** A key word, or a name without quotes; with what PostgreSQL folds it to. */
  void word(String word, String folded);

  /** A quoted identifier, with its quotes and what stands before them. */
  void name(String quoted);

  /**
   * A literal of any kind, a numbered parameter, or the rest of a text in which something does not end.
   *
   * @param start where it begins in the text, for a string literal at its quote
   * @param end behind it
   */
  void value(int start, int end);

  /** Any other character. */
  void sign(char c);

  /** Whether a value may come next, so that a minus is its sign. */
  boolean expectsValue();
}

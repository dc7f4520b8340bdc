package io.tripmeter.ddl;

/** A token of SQL. Immutable. */
final class Token {
  enum Kind {
    WORD,
    NAME,
    VALUE,
    SIGN
  }

  final Kind kind;

  /** As it is written. */
  final String written;

  /** As PostgreSQL understands it: folded, or without its quotes. */
  final String text;

  Token(Kind kind, String written, String text) {
    this.kind = kind;
    this.written = written;
    this.text = text;
  }

  boolean isKeyword(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  boolean isSign(char c) {
    return kind == Kind.SIGN && text.charAt(0) == c;
  }

  boolean isIdentifier() {
    return kind == Kind.WORD || kind == Kind.NAME;
  }
}

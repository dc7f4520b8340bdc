package io.tripmeter.ddl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A position in the tokens of a statement, or of a part of one. One thread. */
final class Cursor {
  private static final Token END = new Token(Token.Kind.SIGN, "\0", "\0");

  private final List<Token> tokens;
  private int at;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean isAtEnd() {
    return at >= tokens.size();
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    return at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
  }

  Token next() {
    Token token = peek();
    at++;
    return token;
  }

  boolean sees(String... keywords) {
    for (int i = 0; i < keywords.length; i++) {
      if (!peek(i).isKeyword(keywords[i])) {
        return false;
      }
    }
    return true;
  }

  /** Moves behind these words if they come next, else stays. */
  boolean take(String... keywords) {
    boolean there = sees(keywords);
    at += there ? keywords.length : 0;
    return there;
  }

  boolean takeOneOf(String... keywords) {
    for (String keyword : keywords) {
      if (take(keyword)) {
        return true;
      }
    }
    return false;
  }

  boolean take(char sign) {
    boolean there = peek().isSign(sign);
    at += there ? 1 : 0;
    return there;
  }

  /** A table's name, with its schema or without. Null if there is none. */
  @Nullable
  TableName name() {
    if (!peek().isIdentifier()) {
      return null;
    }
    String first = next().text;
    if (!take('.')) {
      return new TableName(null, first);
    }
    return peek().isIdentifier() ? new TableName(first, next().text) : null;
  }

  /** Behind a group in parentheses, if one begins here. */
  void skipGroup() {
    if (!peek().isSign('(')) {
      return;
    }
    int depth = 0;
    do {
      Token token = next();
      depth += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
    } while (depth > 0 && !isAtEnd());
  }

  /** The tokens up to the next comma outside of parentheses, or to the end; the cursor moves behind that comma. */
  Cursor part() {
    int start = at;
    while (!isAtEnd() && !peek().isSign(',')) {
      if (peek().isSign('(')) {
        skipGroup();
      } else {
        at++;
      }
    }
    Cursor part = new Cursor(tokens.subList(start, Math.min(at, tokens.size())));
    at++;
    return part;
  }

  /** The tokens up to one of these words outside of parentheses, or to the end. */
  Cursor upTo(String... keywords) {
    int start = at;
    while (!isAtEnd() && !seesOneOf(keywords)) {
      if (peek().isSign('(')) {
        skipGroup();
      } else {
        at++;
      }
    }
    return new Cursor(tokens.subList(start, Math.min(at, tokens.size())));
  }

  private boolean seesOneOf(String... keywords) {
    for (String keyword : keywords) {
      if (peek().isKeyword(keyword)) {
        return true;
      }
    }
    return false;
  }

  /** Whether these words come anywhere from here on, outside of parentheses. */
  boolean has(String... keywords) {
    int depth = 0;
    for (int i = 0; at + i < tokens.size(); i++) {
      depth += peek(i).isSign('(') ? 1 : peek(i).isSign(')') ? -1 : 0;
      if (depth == 0 && new Cursor(tokens.subList(at + i, tokens.size())).sees(keywords)) {
        return true;
      }
    }
    return false;
  }
}

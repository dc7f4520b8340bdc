package io.tripmeter.ddl;

import io.tripmeter.postgres.SqlScanner;
import io.tripmeter.postgres.SqlTokens;
import java.util.ArrayList;
import java.util.List;

/** Splits a text into its statements. Used once, by one thread. */
final class Statements implements SqlTokens {
  private final String sql;
  private final List<List<Token>> statements = new ArrayList<>();
  private List<Token> statement = new ArrayList<>();
  private int depth;

  private Statements(String sql) {
    this.sql = sql;
  }

  /** The tokens of each statement that has any. */
  static List<List<Token>> of(String sql) {
    Statements split = new Statements(sql);
    SqlScanner.scan(sql, split);
    split.end();
    return split.statements;
  }

  private void end() {
    if (!statement.isEmpty()) {
      statements.add(statement);
    }
    statement = new ArrayList<>();
    depth = 0;
  }

  private void add(Token.Kind kind, String written, String text) {
    statement.add(new Token(kind, written, text));
  }

  @Override
  public void space() {}

  @Override
  public boolean expectsValue() {
    return false;
  }

  @Override
  public void word(String word, String folded) {
    add(Token.Kind.WORD, word, folded);
  }

  /** A name with escapes (U&) stays as it is written, and so is no table's. */
  @Override
  public void name(String quoted) {
    String text = quoted.charAt(0) == '"'
        ? quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"")
        : quoted;
    add(Token.Kind.NAME, quoted, text);
  }

  @Override
  public void value(int start, int end) {
    String value = sql.substring(start, end);
    add(Token.Kind.VALUE, value, value);
  }

  @Override
  public void sign(char c) {
    if (c == ';' && depth == 0) {
      end();
      return;
    }
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    String sign = String.valueOf(c);
    add(Token.Kind.SIGN, sign, sign);
  }
}

package io.tripmeter.ddl;

import io.tripmeter.postgres.SqlScanner;
import io.tripmeter.postgres.SqlTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Splits a text into its statements. Used once, by one thread. */
final class Statements implements SqlTokens {
  /** First words of the statements that are read to their end. Of others, which may be large, the first tokens tell enough. */
  private static final Set<String> READ = new HashSet<>(Arrays.asList(
      "alter", "create", "truncate", "reindex", "cluster", "vacuum", "refresh", "lock"));

  private static final int FIRST_TOKENS = 4;

  private final String sql;
  private final boolean isWhole;
  private final List<List<Token>> statements = new ArrayList<>();
  private List<Token> statement = new ArrayList<>();
  private int depth;

  private Statements(String sql, boolean isWhole) {
    this.sql = sql;
    this.isWhole = isWhole;
  }

  /** The tokens of each statement that has any; of one that is not about tables only the first. */
  static List<List<Token>> of(String sql) {
    return split(new Statements(sql, false), sql);
  }

  /** All tokens of each. */
  static List<List<Token>> whole(String sql) {
    return split(new Statements(sql, true), sql);
  }

  private static List<List<Token>> split(Statements split, String sql) {
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

  private boolean isRead() {
    return isWhole || statement.size() < FIRST_TOKENS || READ.contains(statement.get(0).text);
  }

  private void add(Token.Kind kind, String written, String text) {
    if (isRead()) {
      statement.add(new Token(kind, written, text));
    }
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
    if (isRead()) {
      String value = sql.substring(start, end);
      add(Token.Kind.VALUE, value, value);
    }
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

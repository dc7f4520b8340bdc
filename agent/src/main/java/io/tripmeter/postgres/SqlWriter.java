package io.tripmeter.postgres;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Writes the normalised statement from its tokens. Lists of values, and rows that look alike, are folded. */
final class SqlWriter implements SqlTokens {
  /** After these words a parenthesis contains a list or an expression, not arguments, and a sign belongs to the number after it. */
  private static final Set<String> KEYWORDS =
      words("select in values and or not where on when then else having case between set like"
          + " row array using limit offset by from as returning is distinct all");

  /** Words that are values at the start of an item. */
  private static final Set<String> CONSTANTS = words("null true false default");

  private enum Token {
    NONE,
    VALUE,
    NAME,
    KEYWORD,
    OPEN,
    CLOSE,
    COMMA,
    SIGN
  }

  private final StringBuilder out = new StringBuilder(256);
  private final Deque<SqlList> lists = new ArrayDeque<>();
  private SqlList list = new SqlList(0, false, false);
  private Token last = Token.NONE;
  private String lastWord = "";
  private boolean space;

  /** Statements that may contain {@code SET name = value}, where the value may be an unquoted word. */
  private static final Set<String> SETTING_STATEMENTS = words("set alter create");

  private boolean maySet;

  /** Whether such a statement has had its {@code SET}. */
  private boolean sets;

  private boolean hidesSetting;

  private static Set<String> words(String words) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(words.split(" "))));
  }

  @Override
  public void space() {
    space = true;
  }

  @Override
  public boolean expectsValue() {
    return last != Token.VALUE && last != Token.NAME && last != Token.CLOSE;
  }

  @Override
  public void value(int start, int end) {
    value();
  }

  private void value() {
    if (!hidesSetting || last != Token.VALUE) {
      write("?", Token.VALUE);
    }
  }

  @Override
  public void name(String quoted) {
    if (hidesSetting) {
      value();
    } else {
      write(quoted, Token.NAME);
    }
  }

  @Override
  public void word(String word, String folded) {
    if (hidesSetting
        || (CONSTANTS.contains(folded) && (last == Token.OPEN || last == Token.COMMA))) {
      value();
      return;
    }
    if (last == Token.NONE) {
      maySet = SETTING_STATEMENTS.contains(folded);
    }
    sets |= maySet && folded.equals("set");
    write(word, KEYWORDS.contains(folded) ? Token.KEYWORD : Token.NAME);
    lastWord = folded;
    hidesSetting = sets && (folded.equals("to") || folded.equals("zone"));
  }

  @Override
  public void sign(char c) {
    if (c == ';') {
      endStatement();
    } else if (hidesSetting) {
      value();
    } else if (c == '(' || c == '[') {
      open(c);
    } else if (c == ')' || c == ']') {
      close(c);
    } else if (c == ',') {
      comma();
    } else if (c == '?') {
      write("?", Token.VALUE);
    } else {
      write(String.valueOf(c), Token.SIGN);
      hidesSetting = sets && c == '=';
    }
  }

  private void endStatement() {
    space = false;
    write(";", Token.NONE);
    maySet = false;
    sets = false;
    hidesSetting = false;
  }

  private void open(char c) {
    boolean call = c == '(' && last == Token.NAME;
    // ALTER TABLE ... SET (name = value) sets storage parameters, which are not secret.
    sets &= !lastWord.equals("set");
    boolean unary = last == Token.KEYWORD && (lastWord.equals("in") || lastWord.equals("array"));
    space |= c == '(' && last == Token.KEYWORD;
    write(String.valueOf(c), Token.OPEN);
    lists.push(list);
    list = new SqlList(out.length(), !call, unary);
  }

  private void close(char c) {
    list.endItem(out);
    list.end(out);
    space = false;
    write(String.valueOf(c), Token.CLOSE);
    if (!lists.isEmpty()) {
      int start = list.start() - 1;
      list = lists.pop();
      list.endGroup(out, start);
    }
  }

  private void comma() {
    list.endItem(out);
    space = false;
    write(",", Token.COMMA);
    space = true;
    list.beginItem(out.length() + 1);
  }

  private void write(String token, Token kind) {
    boolean separate = space || (isWord(kind) && isWord(last));
    if (separate && out.length() > 0 && last != Token.OPEN) {
      out.append(' ');
    }
    out.append(token);
    space = false;
    last = kind;
  }

  private static boolean isWord(Token token) {
    return token == Token.VALUE || token == Token.NAME || token == Token.KEYWORD;
  }

  @Override
  public String toString() {
    int end = out.length();
    while (end > 0 && (out.charAt(end - 1) == ';' || out.charAt(end - 1) == ' ')) {
      end--;
    }
    return out.substring(0, end);
  }
}

package io.tripmeter.hazards;

import io.tripmeter.postgres.SqlScanner;
import io.tripmeter.postgres.SqlTokens;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds SQL that relies on a session, by the first words of each statement and by adjacent tokens. Uses that the text does not show
 * (dynamic SQL, the body of a function or a DO block, a parameter in place of {@code false}) are not found. Used once, by one thread.
 */
final class SqlHazards implements SqlTokens {
  /** A literal or a parameter. */
  private static final String VALUE = "?";

  /** A literal that PostgreSQL reads as false. */
  private static final String FALSE = "?false";

  private static final int LONGEST_FALSE = "'false'".length();

  /** The functions of the manual's table "Advisory Lock Functions" whose locks outlive a transaction. */
  private static final Set<String> LOCKS = words("pg_advisory_lock pg_advisory_lock_shared"
      + " pg_try_advisory_lock pg_try_advisory_lock_shared"
      + " pg_advisory_unlock pg_advisory_unlock_shared pg_advisory_unlock_all");

  /** After these words a name with a parenthesis is not a call. */
  private static final Set<String> NO_CALL =
      words("function procedure routine table view exists into");

  /** Statements that name functions without calling them. */
  private static final Set<String> CALL_NOTHING = words("grant revoke comment alter drop security");

  private final String sql;
  private final Set<Hazard> found = EnumSet.noneOf(Hazard.class);
  private StatementHead head = new StatementHead();

  /** The latest tokens of the statement, newest first: folded words, quoted names with quotes, values, signs. */
  private final String[] last = new String[6];

  private int depth;

  /** The depths of parentheses that contain the arguments of set_config. */
  private final BitSet setsConfig = new BitSet();

  private boolean makesTemporary;
  private boolean dropsOnCommit;

  private SqlHazards(String sql) {
    this.sql = sql;
    Arrays.fill(last, "");
  }

  private static Set<String> words(String words) {
    return new HashSet<>(Arrays.asList(words.split(" ")));
  }

  static Set<Hazard> of(String sql) {
    SqlHazards scan = new SqlHazards(sql);
    SqlScanner.scan(sql, scan);
    scan.endStatement();
    return scan.found;
  }

  @Override
  public void space() {}

  @Override
  public boolean expectsValue() {
    return false;
  }

  @Override
  public void word(String word, String folded) {
    if (folded.equals("drop") && is(0, "commit") && is(1, "on")) {
      dropsOnCommit = true;
    } else if (folded.equals("hold")
        && is(0, "with")
        && is(1, "cursor")
        && head.starts("declare")) {
      found.add(Hazard.WITH_HOLD);
    } else if (folded.equals("execute") && is(0, "as") && head.starts("create")) {
      found.add(Hazard.PREPARE);
    }
    named(folded);
  }

  @Override
  public void name(String quoted) {
    named(quoted);
  }

  private void named(String name) {
    // SELECT ... INTO TEMP t; with FROM next, TEMP is the table's name.
    if (StatementHead.isTemporary(last[0]) && !name.equals("from")) {
      makesTemporary |= isSelectInto(is(1, "local") || is(1, "global") ? 2 : 1);
    }
    token(name);
  }

  private boolean isSelectInto(int at) {
    return is(at, "into") && !is(at + 1, "insert") && !is(at + 1, "merge");
  }

  @Override
  public void value(int start, int end) {
    boolean isFalse = end - start <= LONGEST_FALSE && isFalse(sql.substring(start, end));
    token(isFalse ? FALSE : VALUE);
  }

  /** As the type boolean reads it (src/backend/utils/adt/bool.c): a prefix of false, no or off. A single o is ambiguous. */
  private static boolean isFalse(String literal) {
    if (literal.length() < 3 || literal.charAt(0) != '\'') {
      return false;
    }
    String text = literal.substring(1, literal.length() - 1).trim().toLowerCase(Locale.ROOT);
    return !text.isEmpty()
        && ("false".startsWith(text)
            || "no".startsWith(text)
            || (text.length() > 1 && "off".startsWith(text))
            || text.equals("0"));
  }

  @Override
  public void sign(char c) {
    if (c == ';' && depth == 0) {
      endStatement();
      return;
    }
    if (c == '(') {
      depth++;
      call();
    } else if (c == ')') {
      endCall();
    } else if (c == '.' && plain(last[0]).equals("pg_temp")) {
      makesTemporary |= head.starts("create") || isSelectInto(1);
    }
    token(String.valueOf(c));
    if (c == ')') {
      depth = Math.max(0, depth - 1);
    }
  }

  private void call() {
    boolean qualified = is(1, ".");
    if (qualified && !plain(last[2]).equals("pg_catalog")) {
      return;
    }
    if (NO_CALL.contains(last[qualified ? 3 : 1]) || head.startsWithOneOf(CALL_NOTHING)) {
      return;
    }
    String function = plain(last[0]);
    if (LOCKS.contains(function)) {
      found.add(Hazard.ADVISORY_LOCK);
    } else if (function.equals("set_config")) {
      setsConfig.set(depth);
    }
  }

  private void endCall() {
    boolean cast = is(1, ":") && is(2, ":");
    String argument = last[cast ? 3 : 0];
    if (setsConfig.get(depth) && (argument.equals("false") || argument.equals(FALSE))) {
      found.add(Hazard.SET_CONFIG);
    }
    setsConfig.clear(depth);
  }

  private void token(String token) {
    head.add(token, depth > 0);
    System.arraycopy(last, 0, last, 1, last.length - 1);
    last[0] = token;
  }

  private boolean is(int index, String token) {
    return last[index].equals(token);
  }

  /** A name without its quotes. */
  static String plain(String name) {
    int quote = name.indexOf('"');
    return quote < 0 ? name : name.substring(quote + 1, name.length() - 1);
  }

  private void endStatement() {
    Hazard byHead = head.hazard();
    if (byHead != null) {
      found.add(byHead);
    }
    if ((makesTemporary || head.makesTemporary()) && !dropsOnCommit) {
      found.add(Hazard.TEMPORARY_TABLE);
    }
    head = new StatementHead();
    Arrays.fill(last, "");
    depth = 0;
    setsConfig.clear();
    makesTemporary = false;
    dropsOnCommit = false;
  }
}

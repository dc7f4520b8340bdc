package io.tripmeter.replica;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Whether a statement may write. In doubt it may: then what follows is read from the primary for a while. */
final class SqlWrites {
  /** Longer ones are not worth the search. */
  private static final int LONG = 20_000;

  private static final Set<String> READING = words(
      "show begin start commit end rollback abort"
          + " set reset savepoint release fetch move close declare discard listen unlisten deallocate values table");

  /** Options of EXPLAIN. */
  private static final Set<String> EXECUTING = words("analyze analyse");

  private static final Set<String> WRITING = words("insert update delete merge into");

  /** Functions that write nothing and stand where one of the application's may: behind SELECT or FROM. */
  private static final Set<String> FUNCTIONS = words(
      "count sum min max avg coalesce nullif now version cast"
          + " extract exists generate_series unnest lower upper length substring trim abs round greatest least"
          + " date_trunc to_char concat string_agg array_agg array row row_number rank current_setting"
          + " current_database current_schema txid_current distinct all select lateral rows only case not");

  private SqlWrites() {}

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.split(" ")));
  }

  static boolean mayWrite(String sql) {
    return sql.length() > LONG || isWriting(sql);
  }

  private static boolean isWriting(String sql) {
    String first = "";
    String before = "";
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (!isWord(c)) {
        if (c == ';' && !first.isEmpty()) {
          return isFollowed(sql, at);
        }
        // A list goes on; what else there is between two words tells nothing.
        at = afterComment(sql, at);
        continue;
      }
      int end = at;
      while (end < sql.length() && (isWord(sql.charAt(end)) || sql.charAt(end) == '.')) {
        end++;
      }
      String word = sql.substring(at, end).replace("\"", "").toLowerCase(Locale.ROOT);
      if (first.isEmpty()) {
        first = word;
        if (first.equals("explain")) {
          int explained = executed(sql, end);
          return explained < 0 ? isFollowed(sql, end) : isWriting(sql.substring(explained));
        }
        if (!first.equals("select") && !first.equals("with")) {
          return !READING.contains(first) || isFollowed(sql, end);
        }
      }
      if (WRITING.contains(word) || isUnknownCall(sql, end, word, before)) {
        return true;
      }
      before = word;
      at = end;
    }
    return false;
  }

  /** Where the statement begins that EXPLAIN ANALYZE executes; -1 for EXPLAIN alone, which executes nothing. What ANALYZE is set to is not read. */
  private static int executed(String sql, int from) {
    boolean analyzes = false;
    boolean inList = false;
    int at = from;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (!isWord(c)) {
        inList |= c == '(';
        if (c == ')' && inList) {
          return analyzes ? at + 1 : -1;
        }
        at = afterComment(sql, at);
        continue;
      }
      int end = at;
      while (end < sql.length() && isWord(sql.charAt(end))) {
        end++;
      }
      String word = sql.substring(at, end).toLowerCase(Locale.ROOT);
      boolean isOption = EXECUTING.contains(word);
      analyzes |= isOption;
      if (!inList && !isOption && !word.equals("verbose")) {
        return analyzes ? at : -1;
      }
      at = end;
    }
    return -1;
  }

  private static boolean isUnknownCall(String sql, int end, String word, String before) {
    boolean mayCall = before.equals("select") || before.equals("from") || before.equals("lateral");
    int next = end;
    while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
      next++;
    }
    return mayCall
        && next < sql.length()
        && sql.charAt(next) == '('
        && !word.startsWith("pg_")
        && !word.startsWith("json")
        && !FUNCTIONS.contains(word);
  }

  /** Whether there is another statement behind this one. What it does is not looked at. */
  private static boolean isFollowed(String sql, int from) {
    int end = sql.indexOf(';', from);
    while (end >= 0 && end < sql.length() && !isWord(sql.charAt(end))) {
      end++;
    }
    return end >= 0 && end < sql.length();
  }

  private static int afterComment(String sql, int at) {
    int end = -1;
    if (sql.startsWith("/*", at)) {
      end = sql.indexOf("*/", at + 2) + 2;
    } else if (sql.startsWith("--", at)) {
      end = sql.indexOf('\n', at) + 1;
    }
    return end > at ? end : at + 1;
  }

  private static boolean isWord(char c) {
    return c == '_' || c == '"' || Character.isLetterOrDigit(c);
  }
}

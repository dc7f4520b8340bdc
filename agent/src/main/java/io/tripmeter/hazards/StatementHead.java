package io.tripmeter.hazards;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first tokens of a statement, and the hazard they show. EXPLAIN is skipped in favour of the statement it explains. */
final class StatementHead {
  /** The length of {@code CREATE OR REPLACE LOCAL TEMPORARY} and {@code SET SESSION a.b}. */
  private static final int LENGTH = 5;

  /** Settings that end with the transaction anyway, and application_name, which does no harm in another client's session. */
  private static final Set<String> HARMLESS = new HashSet<>(Arrays.asList(
      "transaction_isolation",
      "transaction_read_only",
      "transaction_deferrable",
      "application_name"));

  private final String[] tokens = new String[LENGTH];
  private int size;

  StatementHead() {
    Arrays.fill(tokens, "");
  }

  /** @param nested whether the token is inside parentheses, or is a parenthesis */
  void add(String token, boolean nested) {
    if (size == 0 && nested && token.length() == 1) {
      // (SELECT ...) UNION (SELECT ...)
      return;
    }
    if (size == 1 && starts("explain")) {
      if (nested || token.equals("verbose") || token.startsWith("analy")) {
        return;
      }
      size = 0;
    }
    if (size < LENGTH) {
      tokens[size++] = token;
    }
  }

  boolean starts(String word) {
    return tokens[0].equals(word);
  }

  boolean startsWithOneOf(Set<String> words) {
    return words.contains(tokens[0]);
  }

  private boolean is(int index, String word) {
    return tokens[index].equals(word);
  }

  @Nullable
  Hazard hazard() {
    if (size < 2) {
      return null;
    }
    switch (tokens[0]) {
      case "set":
        return setsSession() ? Hazard.SET : null;
      case "reset":
        return isHarmless(1) ? null : Hazard.SET;
      case "listen":
      case "unlisten":
        return Hazard.LISTEN;
      case "prepare":
        return is(1, "transaction") && tokens[2].startsWith("?") ? null : Hazard.PREPARE;
      case "execute":
      case "deallocate":
        return Hazard.PREPARE;
      case "discard":
        return Hazard.DISCARD;
      default:
        return null;
    }
  }

  private boolean setsSession() {
    // SET local.x = 1 sets a parameter of that name.
    boolean isScope = !is(2, ".");
    if (isScope && (is(1, "local") || is(1, "transaction") || is(1, "constraints"))) {
      return false;
    }
    return !isHarmless(isScope && is(1, "session") ? 2 : 1);
  }

  private boolean isHarmless(int name) {
    return !is(name + 1, ".")
        && HARMLESS.contains(SqlHazards.plain(tokens[name]).toLowerCase(Locale.ROOT));
  }

  /** CREATE [OR REPLACE] [LOCAL | GLOBAL] TEMPORARY. */
  boolean makesTemporary() {
    if (!starts("create")) {
      return false;
    }
    int next = is(1, "or") && is(2, "replace") ? 3 : 1;
    next += is(next, "local") || is(next, "global") ? 1 : 0;
    return isTemporary(tokens[next]);
  }

  static boolean isTemporary(String word) {
    return word.equals("temp") || word.equals("temporary");
  }
}

package io.tripmeter.boot;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which of the three timeouts a text of the application's sets itself, for the session or for the transaction. Each text is looked at once,
 * when the driver parses it; what is set inside a function does not show.
 */
final class TouchedTimeouts {
  /** Those for the transaction, and those reset to the session's default, so many bits further up. */
  static final int IN_TRANSACTION = 3;

  static final int RESET = 6;

  private static final String CALL = "set_config";
  private static final Pattern TO_DEFAULT =
      Pattern.compile("\"?\\s*(?:=|to\\b)\\s*default\\b", Pattern.CASE_INSENSITIVE);

  /** At the beginning of a text, behind comments: the rest of a long one is not searched. */
  private static final Pattern RESETS_ALL = Pattern.compile(
      "(?:\\s|/\\*.*?\\*/|--[^\n]*\n)*+(?:reset|discard)\\s+all\\b",
      Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Texts that touch any. An application has few; of more than these each is looked at when it is executed. */
  private static final int MOST = 200;

  private static volatile Map<String, Integer> known = Collections.emptyMap();

  private TouchedTimeouts() {}

  /** Whether any text does. */
  static boolean any() {
    return !known.isEmpty();
  }

  static void parsed(String text) {
    int touched = of(text);
    Map<String, Integer> before = known;
    if (touched == 0 || before.size() > MOST || before.containsKey(text)) {
      return;
    }
    synchronized (TouchedTimeouts.class) {
      Map<String, Integer> after = new HashMap<>(known);
      after.put(text, touched);
      known = after;
    }
  }

  static int byExecuting(String text) {
    Map<String, Integer> texts = known;
    Integer touched = texts.get(text);
    if (touched != null) {
      return touched;
    }
    return texts.size() > MOST ? of(text) : 0;
  }

  /** Those that a text with these touches sets for the session. */
  static int set(int touches) {
    return touches & SessionTimeouts.ALL;
  }

  static int reset(int touches) {
    return touches >> RESET & SessionTimeouts.ALL;
  }

  /** Those it sets or resets, for the session or for the transaction. */
  static int any(int touches) {
    return (touches | touches >> IN_TRANSACTION | touches >> RESET) & SessionTimeouts.ALL;
  }

  /** Of two texts one after the other: what comes last counts. */
  static int both(int first, int second) {
    return (first & ~reset(second) & ~(set(second) << RESET)) | second;
  }

  static int of(String text) {
    int touched = 0;
    if (find(text, "_timeout", 0) >= 0) {
      for (int i = 0; i < TimeoutTexts.count(); i++) {
        touched |= bySet(text, i);
      }
    }
    for (int at = find(text, CALL, 0); at >= 0; at = find(text, CALL, at + CALL.length())) {
      touched |= byCall(text, at + CALL.length());
    }
    boolean resetsAll = RESETS_ALL.matcher(text).lookingAt();
    return resetsAll ? both(SessionTimeouts.ALL << RESET, touched) : touched;
  }

  /** The word has an underscore, which String.indexOf finds faster than anything else does. */
  private static int find(String text, String word, int from) {
    int before = word.indexOf('_');
    int underscore = text.indexOf('_', from + before);
    while (underscore >= 0) {
      if (text.regionMatches(true, underscore - before, word, 0, word.length())) {
        return underscore - before;
      }
      underscore = text.indexOf('_', underscore + 1);
    }
    return -1;
  }

  /** SET [SESSION | LOCAL] name {TO | =} {value | DEFAULT}, RESET name: what comes last counts. */
  private static int bySet(String text, int index) {
    String name = TimeoutTexts.name(index);
    int touched = 0;
    for (int at = find(text, name, 0); at >= 0; at = find(text, name, at + name.length())) {
      String before = wordBefore(text, at);
      if (before.equals("reset") || (isSession(before) && isToDefault(text, at + name.length()))) {
        touched = (touched & ~1) | 1 << RESET;
      } else if (isSession(before)) {
        touched = (touched & ~(1 << RESET)) | 1;
      } else if (before.equals("local")) {
        touched |= 1 << IN_TRANSACTION;
      }
    }
    return touched << index;
  }

  private static boolean isSession(String before) {
    return before.equals("set") || before.equals("session");
  }

  private static boolean isToDefault(String text, int after) {
    return TO_DEFAULT.matcher(text).region(after, text.length()).lookingAt();
  }

  private static String wordBefore(String text, int at) {
    int end = at;
    while (end > 0 && (text.charAt(end - 1) <= ' ' || text.charAt(end - 1) == '"')) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end).toLowerCase(java.util.Locale.ROOT);
  }

  /** set_config('name', value, is local): of a name that is not a literal any may be meant. */
  private static int byCall(String text, int at) {
    int open = text.indexOf('(', at);
    int comma = open < 0 ? -1 : text.indexOf(',', open);
    if (comma < 0) {
      return 0;
    }
    int which = named(text.substring(open + 1, comma).trim());
    int close = text.indexOf(')', comma);
    String last = text.substring(
            text.lastIndexOf(',', close < 0 ? text.length() : close) + 1,
            close < 0 ? text.length() : close)
        .trim();
    return last.equalsIgnoreCase("true") ? which << IN_TRANSACTION : which;
  }

  private static int named(String argument) {
    if (!argument.startsWith("'")) {
      return SessionTimeouts.ALL;
    }
    for (int i = 0; i < TimeoutTexts.count(); i++) {
      if (find(argument, TimeoutTexts.name(i), 0) >= 0) {
        return 1 << i;
      }
    }
    return 0;
  }
}

package io.tripmeter.boot;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Which of the three timeouts a text of the application's sets itself, for the session or for the transaction. Each text is looked at once,
 * when the driver parses it; what is set inside a function does not show.
 */
final class TouchedTimeouts {
  /** Those for the transaction, so many bits further up. */
  static final int IN_TRANSACTION = 3;

  private static final String CALL = "set_config";

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

  static int of(String text) {
    int touched = 0;
    if (contains(text, "_timeout")) {
      for (int i = 0; i < TimeoutTexts.count(); i++) {
        touched |= bySet(text, i);
      }
    }
    for (int at = find(text, CALL, 0); at >= 0; at = find(text, CALL, at + 1)) {
      touched |= byCall(text, at + CALL.length());
    }
    return touched;
  }

  private static boolean contains(String text, String word) {
    return find(text, word, 0) >= 0;
  }

  private static int find(String text, String word, int from) {
    int last = text.length() - word.length();
    for (int at = from; at <= last; at++) {
      if (text.regionMatches(true, at, word, 0, word.length())) {
        return at;
      }
    }
    return -1;
  }

  /** SET [SESSION | LOCAL] name, RESET name. */
  private static int bySet(String text, int index) {
    String name = TimeoutTexts.name(index);
    int touched = 0;
    for (int at = find(text, name, 0); at >= 0; at = find(text, name, at + 1)) {
      String before = wordBefore(text, at);
      if (before.equals("set") || before.equals("session")) {
        touched |= 1 << index;
      } else if (before.equals("local") || before.equals("reset")) {
        touched |= 1 << (index + IN_TRANSACTION);
      }
    }
    return touched;
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
      if (contains(argument, TimeoutTexts.name(i))) {
        return 1 << i;
      }
    }
    return 0;
  }
}

package io.tripmeter.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Suggests the key that the operator may have meant. */
final class NearestKey {
  private NearestKey() {}

  /** In the spelling of the source that the unknown key came from; null if no key is close. */
  static @Nullable String to(String unknown, KeySpelling spelling) {
    String prefix = spelling.poolPrefix();
    if (!unknown.startsWith(prefix)) {
      Option nearest = nearest(unknown, false);
      return nearest == null ? null : spelling.full(nearest);
    }
    // The end of the pool's name is unknown, so the shortest ending that is close to a key is
    // taken.
    String rest = unknown.substring(prefix.length());
    for (int i = rest.lastIndexOf(spelling.separator());
        i > 0;
        i = rest.lastIndexOf(spelling.separator(), i - 1)) {
      Option nearest = nearest(rest.substring(i + 1), true);
      if (nearest != null) {
        return spelling.full(nearest, rest.substring(0, i));
      }
    }
    return null;
  }

  private static @Nullable Option nearest(String unknown, boolean perPool) {
    String given = comparable(unknown);
    Option nearest = null;
    int least = Math.max(1, given.length() / 3) + 1;
    for (Option option : Option.values()) {
      if (perPool && !option.isPerPool()) {
        continue;
      }
      int distance = distance(given, comparable(option.key()));
      if (distance < least) {
        nearest = option;
        least = distance;
      }
    }
    return nearest == null && !perPool ? endingIn(given) : nearest;
  }

  /** For a key without its group, such as statement-timeout. */
  private static @Nullable Option endingIn(String given) {
    for (Option option : Option.values()) {
      if (comparable(option.key()).endsWith("." + given)) {
        return option;
      }
    }
    return null;
  }

  /** Lower case with one separator, so that neither case nor separator counts as a difference. */
  private static String comparable(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  /** Levenshtein distance: the minimum number of characters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}

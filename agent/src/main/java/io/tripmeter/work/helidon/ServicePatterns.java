package io.tripmeter.work.helidon;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The patterns that services have been registered with. Helidon tells a request the path that a service was reached by instead. */
final class ServicePatterns {
  /** An application has some dozens of them. */
  private static final int MOST = 1000;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  void add(String pattern) {
    String path = pattern.startsWith("/") ? pattern : "/" + pattern;
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!trimmed.isEmpty() && known.size() < MOST) {
      known.add(trimmed);
    }
  }

  /** The patterns, joined where a service is in a service, that this path matches from its begin to its end. */
  Set<String> of(String path) {
    Set<String> found = new HashSet<>();
    find(path, "", found);
    return found;
  }

  private void find(String path, String before, Set<String> found) {
    if (path.isEmpty()) {
      found.add(before);
      return;
    }
    for (String pattern : known) {
      String rest = rest(pattern, path);
      if (rest != null) {
        find(rest, before + pattern, found);
      }
    }
  }

  /** What of the path is behind the pattern; null if it does not match, or is one whose segments are not literals, parameters or stars. */
  private static @Nullable String rest(String pattern, String path) {
    int at = 0;
    for (String segment : pattern.substring(1).split("/", -1)) {
      if (at >= path.length() || path.charAt(at) != '/') {
        return null;
      }
      int end = path.indexOf('/', at + 1);
      String value = path.substring(at + 1, end < 0 ? path.length() : end);
      if (value.isEmpty() || !matches(segment, value)) {
        return null;
      }
      at += 1 + value.length();
    }
    return path.substring(at);
  }

  private static boolean matches(String segment, String value) {
    boolean isParameter = segment.startsWith("{") && segment.indexOf('}') == segment.length() - 1;
    return isParameter || segment.equals("*") || segment.equals(value);
  }
}

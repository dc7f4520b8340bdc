package io.tripmeter.work.helidon;

import org.jspecify.annotations.Nullable;

/**
 * What ServerRequest.matchingPattern tells. Of a handler in a registered service it is the path that the service was reached by, with the
 * values in it, and the handler's own pattern behind.
 */
final class MatchedPattern {
  /** Of a handler without a pattern in a service: Helidon joins the path and null. */
  private static final String NOTHING = "null";

  private @Nullable String route;

  MatchedPattern(String told) {
    boolean endsWithNothing = told.endsWith(NOTHING) && !told.endsWith("/" + NOTHING);
    route = endsWithNothing ? told.substring(0, told.length() - NOTHING.length()) : told;
  }

  /** One of the path's parameters: if the pattern does not name it, its value stands there. */
  void parameter(String name, String value) {
    String known = route;
    if (known == null || isNamed(known, name)) {
      return;
    }
    int at = value.isEmpty() ? -1 : known.indexOf("/" + value);
    int end = at + 1 + value.length();
    boolean isWhole = at >= 0 && (end == known.length() || known.charAt(end) == '/');
    route = isWhole ? known.substring(0, at + 1) + "{" + name + "}" + known.substring(end) : null;
  }

  private static boolean isNamed(String pattern, String name) {
    return pattern.contains("{" + name + "}")
        || pattern.contains("{" + name + ":")
        || pattern.contains("{+" + name + "}");
  }

  /** Null if there is none, or one that may have values in it. */
  @Nullable
  String route() {
    return route == null || route.isEmpty() ? null : route;
  }
}

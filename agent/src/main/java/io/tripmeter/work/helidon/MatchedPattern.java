package io.tripmeter.work.helidon;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ServerRequest.matchingPattern tells. Of a handler in a registered service it is the path that the service was reached by, with the
 * values in it, and the handler's own pattern behind.
 */
final class MatchedPattern {
  /** Of a handler without a pattern in a service: Helidon joins the path and null. */
  private static final String NOTHING = "null";

  private final String told;
  private final String path;
  private final String below;

  /**
   * @param path the request's whole path, decoded
   * @param below what of it the handler's own pattern has matched; of a handler in no service all of it
   */
  MatchedPattern(String told, String path, String below) {
    this.told = told;
    this.path = path;
    this.below = below;
  }

  /** Null if there is none, or one that may have values in it: it is made of nothing but patterns. */
  @Nullable
  String route(ServicePatterns services, Iterable<?> parameters) {
    if (below.equals(path)) {
      return told.isEmpty() ? null : told;
    }
    String service = service();
    // A path with a percent sign left in it may be decoded once more in its parts.
    if (service == null || path.indexOf('%') >= 0 || !told.startsWith(service)) {
      return null;
    }
    String handler = told.substring(service.length());
    Set<String> routes = new HashSet<>();
    for (String pattern : services.of(service)) {
      String route = handler.equals(NOTHING) ? pattern : pattern + handler;
      if (areNamed(route, parameters)) {
        routes.add(route);
      }
    }
    return routes.size() == 1 ? routes.iterator().next() : null;
  }

  /** The path that the service was reached by; null if it cannot be told. */
  private @Nullable String service() {
    if (path.endsWith(below)) {
      return path.substring(0, path.length() - below.length());
    }
    return below.equals("/") ? path : null;
  }

  private static boolean areNamed(String pattern, Iterable<?> parameters) {
    for (Object name : parameters) {
      if (!pattern.contains("{" + name + "}")
          && !pattern.contains("{" + name + ":")
          && !pattern.contains("{+" + name + "}")) {
        return false;
      }
    }
    return true;
  }
}

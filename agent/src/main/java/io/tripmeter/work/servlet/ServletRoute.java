package io.tripmeter.work.servlet;

import io.tripmeter.work.UriPath;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The pattern that a servlet request matched: Spring's where it says one, else the servlet's mapping, with the context path before it. */
final class ServletRoute {
  private static final String SPRING =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** Patterns by ServletContext, only for the API before Servlet 4, where a request does not tell its own. */
  private static final Map<Object, Set<String>> PATTERNS =
      Collections.synchronizedMap(new WeakHashMap<Object, Set<String>>());

  private ServletRoute() {}

  static String of(ServletApi api, Object request) throws Throwable {
    Object spring = api.attribute.call(request, SPRING);
    String pattern =
        spring != null ? below(api, request, spring.toString()) : servletPattern(api, request);
    String context = contextPath(api, request);
    if (!pattern.startsWith("/")) {
      pattern = "/" + pattern;
    }
    return context.isEmpty() ? pattern : context + pattern;
  }

  /** The request itself tells it as the client has spelled it (Tomcat), or as a header of the client's says (Spring's ForwardedHeaderFilter). */
  private static String contextPath(ServletApi api, Object request) throws Throwable {
    Object context = api.servletContext.call(request);
    if (context != null && api.ownContextPath.exists()) {
      return api.ownContextPath.text(context);
    }
    String asked = api.contextPath.text(request);
    return UriPath.isPlain(asked) ? asked : "";
  }

  /** Spring's pattern starts where the path of a servlet mapped to {@code /prefix/*} ends. */
  private static String below(ServletApi api, Object request, String pattern) throws Throwable {
    return api.pathInfo.call(request) == null ? pattern : api.servletPath.text(request) + pattern;
  }

  private static String servletPattern(ServletApi api, Object request) throws Throwable {
    Object now = api.mapping.call(request);
    // Second: Undertow sets it before it gives the request another path, which a dispatch by
    // another
    // thread does while the call that began the request still runs.
    Object first = api.attribute.call(request, api.firstMapping);
    Object mapping = first == null ? now : first;
    // Servlet 4's interface answers a mapping without a match in place of a container that
    // implements
    // an older one, such as Jetty 9.4 in ActiveMQ.
    if (mapping != null && api.match.call(mapping) != null) {
      return api.pattern.text(mapping);
    }
    String path = api.servletPath.text(request);
    return api.pathInfo.call(request) != null
        ? path + "/*"
        : matching(patterns(api, request), path);
  }

  /** The servlet path is the whole path for an exact pattern, an extension and the default servlet alike. */
  static String matching(Set<String> patterns, String path) {
    if (patterns.contains(path)) {
      return path;
    }
    if (patterns.contains(path + "/*")) {
      return path + "/*";
    }
    int dot = path.lastIndexOf('.');
    if (dot > path.lastIndexOf('/') && patterns.contains("*" + path.substring(dot))) {
      return "*" + path.substring(dot);
    }
    return "/";
  }

  private static Set<String> patterns(ServletApi api, Object request) throws Throwable {
    Object context = api.servletContext.call(request);
    if (context == null) {
      return Collections.emptySet();
    }
    Set<String> known = PATTERNS.get(context);
    if (known == null) {
      known = read(api, api.registrations.call(context));
      PATTERNS.put(context, known);
    }
    return known;
  }

  private static Set<String> read(ServletApi api, @Nullable Object registrations) throws Throwable {
    Set<String> patterns = new HashSet<>();
    if (registrations instanceof Map) {
      for (Object registration : ((Map<?, ?>) registrations).values()) {
        Object mappings = registration == null ? null : api.mappings.call(registration);
        if (mappings instanceof Collection) {
          for (Object mapping : (Collection<?>) mappings) {
            patterns.add(String.valueOf(mapping));
          }
        }
      }
    }
    return patterns;
  }
}

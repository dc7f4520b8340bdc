package io.tripmeter.work.vertx;

import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path or pattern of the route of vertx-web that a request has got to, the last one if its handlers pass it on; 4.5 and 5.0. */
public final class VertxRoutes extends RouteKind {
  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(Weaving.into("io.vertx.ext.web.impl.RouteState")
        .advise(BoundAdvice.of("WorkAdvice.namingFirst").with("work", index), "handleContext("));
  }

  /** Null for a route without a path, which is a filter. */
  @Override
  public @Nullable String name(Object routing) throws Throwable {
    Object route = Getters.get(routing, "currentRoute");
    String path = route == null ? null : path(route);
    if (path == null) {
      return null;
    }
    Object mounted = Getters.get(routing, "mountPoint");
    return mounted == null ? path : joined(mounted.toString(), path);
  }

  private static @Nullable String path(Object route) throws Throwable {
    Object path = Getters.get(route, "getPath");
    if (path != null) {
      boolean isPrefix = Boolean.FALSE.equals(Getters.get(route, "isExactPath"));
      return isPrefix ? path + "*" : path.toString();
    }
    Object name = Boolean.TRUE.equals(Getters.get(route, "isRegexPath"))
        ? Getters.get(route, "getName")
        : null;
    return name == null ? null : name.toString();
  }

  static String joined(String mounted, String path) {
    if (path.isEmpty()) {
      return mounted.isEmpty() ? "/" : mounted;
    }
    String above = mounted.endsWith("/") ? mounted.substring(0, mounted.length() - 1) : mounted;
    return path.startsWith("/") ? above + path : above + "/" + path;
  }
}

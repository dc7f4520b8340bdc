package io.tripmeter.work.ktor;

import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The route that Ktor's router has found, of the path's selectors from its root: constants, {@code {parameters}} and wildcards. 2.3.13 and 3.2.3. */
public final class KtorRoutes extends RouteKind {
  private static final String ROUTING = "io.ktor.server.routing.";

  @Override
  public List<Weaving> weavings(int index) {
    BoundAdvice found = BoundAdvice.of("WorkAdvice.second").with("work", index);
    return Arrays.asList(
        Weaving.into(ROUTING + "RoutingRoot").advise(found, "executeResult("),
        // Up to 2.3. It is an interface since.
        Weaving.into(ROUTING + "Routing").advise(found, "executeResult("));
  }

  /** A coroutine that is resumed calls its method again, without arguments. */
  @Override
  public boolean counts(@Nullable Object route) {
    return route != null;
  }

  @Override
  public @Nullable String name(Object route) throws Throwable {
    StringBuilder path = new StringBuilder();
    for (Object node = route; node != null; node = Getters.get(node, "getParent")) {
      Object selector = Getters.get(node, "getSelector");
      String text = selector == null ? "" : segment(selector);
      if (!text.isEmpty()) {
        path.insert(0, text.startsWith("/") ? text : "/" + text);
      }
    }
    return path.length() == 0 ? "/" : path.toString();
  }

  /** Empty for one that asks for something else than the path: the method, a header, who the client is. */
  private static String segment(Object selector) {
    String name = selector.getClass().getName();
    boolean isOfPath =
        name.startsWith(ROUTING + "PathSegment") || name.equals(ROUTING + "RootRouteSelector");
    return isOfPath ? selector.toString() : "";
  }
}

package io.tripmeter.work.reactor;

import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pattern that a request of Spring WebFlux has matched, in its exchange as soon as that is known; read in Spring 5.3 to 7.0. */
public final class WebFlux extends RouteKind {
  private static final String PATTERN =
      "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";

  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(Weaving.into(
            "org.springframework.web.server.adapter.HttpWebHandlerAdapter")
        .advise(
            BoundAdvice.of("WorkAdvice.namingReturned").with("work", index), "createExchange("));
  }

  @Override
  public boolean namesLate() {
    return true;
  }

  /** With the context path before it; null if nothing has matched. */
  @Override
  public @Nullable String name(Object exchange) throws Throwable {
    Object attributes = Getters.get(exchange, "getAttributes");
    Object pattern = attributes instanceof Map ? ((Map<?, ?>) attributes).get(PATTERN) : null;
    if (pattern == null) {
      return null;
    }
    return contextPath(exchange) + pattern;
  }

  private static String contextPath(Object exchange) throws Throwable {
    Object at = Getters.get(exchange, "getRequest");
    for (String getter : new String[] {"getPath", "contextPath", "value"}) {
      at = at == null ? null : Getters.get(at, getter);
    }
    return at == null ? "" : at.toString();
  }
}

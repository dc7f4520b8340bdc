package io.tripmeter.work.jetty;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jetty 12's ContextHandler: its path is the route of the handlers below, unless a servlet knows a better one. */
public final class JettyContexts extends RouteKind {
  @Override
  public List<Weaving> weavings(int index) {
    // Of several contexts each is asked to handle a request, and the one that does enters its
    // scope.
    return Collections.singletonList(Weaving.into("org.eclipse.jetty.server.handler.ContextHandler")
        .advise(
            BoundAdvice.of("WorkAdvice.first").with("work", index),
            "enterScope(" + JettyServer.REQUEST + ")"));
  }

  /** Listeners of a context enter its scope without a request. */
  @Override
  public boolean counts(@Nullable Object request) {
    return request != null;
  }

  @Override
  public @Nullable String name(Object request) throws Throwable {
    JettyApi api = JettyApi.of(request);
    Object context = api.context.call(request);
    String path = context == null ? "" : api.contextPath.text(context);
    return path.isEmpty() ? null : path;
  }
}

package io.tripmeter.work.reactor;

import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path template of Reactor Netty's own routes. */
public final class ReactorRoutes extends RouteKind {
  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(
        Weaving.into("reactor.netty.http.server.DefaultHttpServerRoutes$HttpRouteHandler")
            .advise(
                BoundAdvice.of("WorkAdvice.namingSelf").with("work", index),
                "apply(Lreactor/netty/http/server/HttpServerRequest;"));
  }

  /** Null for a route that is a condition of the application's. */
  @Override
  public @Nullable String name(Object route) throws Throwable {
    Object path = Getters.field(route, "path");
    return path == null ? null : path.toString();
  }
}

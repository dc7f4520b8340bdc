package io.tripmeter.work.vertx;

import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path template of a resource method of Quarkus REST (RESTEasy Reactive), of its class and its own; read in Quarkus 3.15. */
public final class RestEasyReactive extends RouteKind {
  private static final String SERVER = "org.jboss.resteasy.reactive.server.";

  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(Weaving.into(SERVER + "handlers.InvocationHandler")
        .advise(BoundAdvice.of("WorkAdvice.namingFirst").with("work", index), "handle("));
  }

  @Override
  public @Nullable String name(Object context) throws Throwable {
    Object method = Getters.get(context, "getTarget");
    if (method == null) {
      return null;
    }
    Object deployment = Getters.get(context, "getDeployment");
    Object prefix = deployment == null ? null : Getters.get(deployment, "getPrefix");
    String above = prefix == null ? "" : prefix.toString();
    return VertxRoutes.joined(
        VertxRoutes.joined(above, template(method, "getClassPath")), template(method, "getPath"));
  }

  private static String template(Object method, String getter) throws Throwable {
    Object path = Getters.get(method, getter);
    Object template = path == null ? null : Getters.field(path, "template");
    return template == null ? "" : template.toString();
  }
}

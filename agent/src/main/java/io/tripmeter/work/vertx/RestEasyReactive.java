package io.tripmeter.work.vertx;

import io.tripmeter.reflect.ApiMethod;
import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path template of a resource method of Quarkus REST (RESTEasy Reactive): of the locators that led to it, of its class and its own. Read
 * in Quarkus 3.15 and 3.27.
 */
public final class RestEasyReactive extends RouteKind {
  private static final String SERVER = "org.jboss.resteasy.reactive.server.";
  private static final String LOCATORS = "$RR$PreviousResource";

  private static final ClassValue<ApiMethod> PROPERTY = new ClassValue<ApiMethod>() {
    @Override
    protected ApiMethod computeValue(Class<?> context) {
      return ApiMethod.of(context, "getProperty", String.class);
    }
  };

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
    Object locators = PROPERTY.get(context.getClass()).call(context, LOCATORS);
    return below(located(prefix == null ? "" : prefix.toString(), locators), method);
  }

  /** @param last the last locator, which knows the one before it */
  private static String located(String prefix, @Nullable Object last) throws Throwable {
    if (last == null) {
      return prefix;
    }
    String outer = located(prefix, Getters.field(last, "prev"));
    Object locator = Getters.field(last, "locatorTarget");
    return locator == null ? outer : below(outer, locator);
  }

  private static String below(String above, Object method) throws Throwable {
    String ofClass = VertxRoutes.joined(above, template(method, "getClassPath"));
    String path = template(method, "getPath");
    return path.equals("/") ? ofClass : VertxRoutes.joined(ofClass, path);
  }

  private static String template(Object method, String getter) throws Throwable {
    Object path = Getters.get(method, getter);
    Object template = path == null ? null : Getters.field(path, "template");
    return template == null ? "" : template.toString();
  }
}

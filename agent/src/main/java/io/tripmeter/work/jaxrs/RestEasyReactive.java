package io.tripmeter.work.jaxrs;

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

  /** Null, so that the name is as it was, below more locators than a route has templates: the last of those has cut it. */
  @Override
  public @Nullable String name(Object context) throws Throwable {
    Object method = Getters.get(context, "getTarget");
    if (method == null) {
      return null;
    }
    Object[] locators = new Object[TemplatePath.MOST];
    int many = 0;
    Object last = PROPERTY.get(context.getClass()).call(context, LOCATORS);
    for (Object at = last; at != null; at = Getters.field(at, "prev")) {
      if (many == locators.length) {
        return null;
      }
      locators[many++] = Getters.field(at, "locatorTarget");
    }
    Object deployment = Getters.get(context, "getDeployment");
    Object prefix = deployment == null ? null : Getters.get(deployment, "getPrefix");
    TemplatePath path = new TemplatePath(prefix == null ? "" : prefix.toString());
    while (many > 0) {
      add(path, locators[--many]);
    }
    add(path, method);
    return path.toString();
  }

  private static void add(TemplatePath path, @Nullable Object method) throws Throwable {
    if (method != null) {
      path.add(template(method, "getClassPath"), template(method, "getPath"));
    }
  }

  private static String template(Object method, String getter) throws Throwable {
    Object path = Getters.get(method, getter);
    Object template = path == null ? null : Getters.field(path, "template");
    return template == null ? "" : template.toString();
  }
}

package io.tripmeter.work.jaxrs;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jersey, read in 2.6, 2.47 and 3.1.10: every container hands its requests to ServerRuntime.process, which matches them and calls the
 * resource, or has another thread call it.
 */
public final class Jersey extends RouteKind {
  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(Weaving.into("org.glassfish.jersey.server.ServerRuntime")
        .advise(
            BoundAdvice.of("WorkAdvice.first").with("work", index),
            "process(Lorg/glassfish/jersey/server/ContainerRequest;)"));
  }

  /** The base that the application is mapped to, and the templates that matched below it; null if none did. */
  @Override
  public @Nullable String name(Object request) throws Throwable {
    JerseyApi api = JerseyApi.of(request);
    Object uri = api.uriInfo.call(request);
    Object templates = uri == null ? null : api.matchedTemplates.call(uri);
    if (!(templates instanceof List) || ((List<?>) templates).isEmpty()) {
      return null;
    }
    TemplatePath path = new TemplatePath();
    Object base = api.baseUri.call(request);
    if (base instanceof java.net.URI) {
      path.add(((java.net.URI) base).getRawPath());
    }
    // The root resource's comes last.
    for (int i = ((List<?>) templates).size() - 1; i >= 0; i--) {
      path.add(api.template.text(((List<?>) templates).get(i)));
    }
    return path.toString();
  }
}

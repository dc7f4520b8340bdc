package io.tripmeter.work.jaxrs;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import io.tripmeter.work.UriPath;
import java.net.URI;
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

  @Override
  public @Nullable String name(Object request) throws Throwable {
    return name(request, null);
  }

  /** The base that the application is mapped to, and the templates that matched below it; null if none did. */
  @Override
  public @Nullable String name(Object request, @Nullable String around) throws Throwable {
    JerseyApi api = JerseyApi.of(request);
    Object uri = api.uriInfo.call(request);
    Object templates = uri == null ? null : api.matchedTemplates.call(uri);
    if (!(templates instanceof List) || ((List<?>) templates).isEmpty()) {
      return null;
    }
    Object uriOfBase = api.baseUri.call(request);
    String base = uriOfBase instanceof URI ? ((URI) uriOfBase).getRawPath() : null;
    if (base != null && !isFixed(base, around)) {
      return null;
    }
    TemplatePath path = new TemplatePath(base == null ? "" : base);
    // The root resource's comes last.
    for (int i = ((List<?>) templates).size() - 1; i >= 0; i--) {
      path.add(api.template.text(((List<?>) templates).get(i)));
    }
    return path.toString();
  }

  /**
   * Whether a base has nothing of the client's in it. In a servlet it is what the request tells as its context path: on Tomcat as the client
   * has spelled it, with Spring's ForwardedHeaderFilter a header. The route around it is the server's own.
   */
  static boolean isFixed(String base, @Nullable String around) {
    return UriPath.isPlain(base) && (around == null || trimmed(base).equals(trimmed(around)));
  }

  private static String trimmed(String path) {
    String mapped = path.endsWith("/*") ? path.substring(0, path.length() - 1) : path;
    return mapped.endsWith("/") ? mapped.substring(0, mapped.length() - 1) : mapped;
  }
}

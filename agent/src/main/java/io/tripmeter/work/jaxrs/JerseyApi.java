package io.tripmeter.work.jaxrs;

import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/** Jersey as one class loader has it. */
final class JerseyApi {
  private static final ClassValue<JerseyApi> BY_REQUEST = new ClassValue<JerseyApi>() {
    @Override
    protected JerseyApi computeValue(Class<?> request) {
      return new JerseyApi(request);
    }
  };

  final ApiMethod uriInfo;
  final ApiMethod baseUri;
  final ApiMethod matchedTemplates;
  final ApiMethod template;

  private JerseyApi(Class<?> request) {
    uriInfo = ApiMethod.of(request, "getUriInfo");
    baseUri = ApiMethod.of(request, "getBaseUri");
    matchedTemplates = ApiMethod.of(
        sibling(request, "org.glassfish.jersey.server.ExtendedUriInfo"), "getMatchedTemplates");
    template =
        ApiMethod.of(sibling(request, "org.glassfish.jersey.uri.UriTemplate"), "getTemplate");
  }

  static JerseyApi of(Object request) {
    return BY_REQUEST.get(request.getClass());
  }

  private static @Nullable Class<?> sibling(Class<?> request, String name) {
    try {
      return Class.forName(name, false, request.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}

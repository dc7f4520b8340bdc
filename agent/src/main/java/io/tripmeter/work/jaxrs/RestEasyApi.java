package io.tripmeter.work.jaxrs;

import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/** RESTEasy as one class loader has it. */
final class RestEasyApi {
  private static final ClassValue<RestEasyApi> BY_REQUEST = new ClassValue<RestEasyApi>() {
    @Override
    protected RestEasyApi computeValue(Class<?> request) {
      return new RestEasyApi(request);
    }
  };

  final ApiMethod uri;
  final ApiMethod attribute;

  private RestEasyApi(Class<?> request) {
    Class<?> type = type(request);
    uri = ApiMethod.of(type, "getUri");
    attribute = ApiMethod.of(type, "getAttribute", String.class);
  }

  static RestEasyApi of(Object request) {
    return BY_REQUEST.get(request.getClass());
  }

  /** The class of a request need not be public. */
  private static @Nullable Class<?> type(Class<?> request) {
    try {
      return Class.forName("org.jboss.resteasy.spi.HttpRequest", false, request.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}

package io.tripmeter.work.helidon;

import io.tripmeter.reflect.ApiMethod;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Helidon as one class loader has it. */
final class HelidonApi {
  private static final ClassValue<HelidonApi> BY_REQUEST = new ClassValue<HelidonApi>() {
    @Override
    protected HelidonApi computeValue(Class<?> request) {
      return new HelidonApi(request);
    }
  };

  final ApiMethod prologue;
  final ApiMethod method;
  final ApiMethod methodText;
  final ApiMethod uriPath;
  final ApiMethod rawPath;
  final ApiMethod isSecure;
  final ApiMethod headers;
  final ApiMethod pattern;
  final ApiMethod path;
  final ApiMethod wholePath;
  final ApiMethod pathText;
  final ApiMethod parameters;
  final ApiMethod names;
  final ApiMethod status;
  final ApiMethod code;
  private final ApiMethod first;
  private final @Nullable Method headerName;
  private final Map<String, Object> headerNames = new ConcurrentHashMap<>();

  private HelidonApi(Class<?> type) {
    Class<?> request = sibling(type, "webserver.http.ServerRequest");
    Class<?> start = sibling(type, "http.HttpPrologue");
    Class<?> name = sibling(type, "http.HeaderName");
    Class<?> routed = sibling(type, "http.RoutedPath");
    prologue = ApiMethod.of(request, "prologue");
    method = ApiMethod.of(start, "method");
    methodText = ApiMethod.of(sibling(type, "http.Method"), "text");
    uriPath = ApiMethod.of(start, "uriPath");
    rawPath = ApiMethod.of(sibling(type, "common.uri.UriPath"), "rawPathNoParams");
    isSecure = ApiMethod.of(request, "isSecure");
    headers = ApiMethod.of(request, "headers");
    pattern = ApiMethod.of(request, "matchingPattern");
    path = ApiMethod.of(request, "path");
    wholePath = ApiMethod.of(routed, "absolute");
    pathText = ApiMethod.of(sibling(type, "common.uri.UriPath"), "path");
    parameters = ApiMethod.of(routed, "pathParameters");
    names = ApiMethod.of(sibling(type, "common.parameters.Parameters"), "names");
    status = ApiMethod.of(sibling(type, "webserver.http.ServerResponse"), "status");
    code = ApiMethod.of(sibling(type, "http.Status"), "code");
    first = name == null
        ? ApiMethod.of(null, "first")
        : ApiMethod.of(sibling(type, "http.Headers"), "first", name);
    headerName = factory(sibling(type, "http.HeaderNames"));
  }

  static HelidonApi of(Object request) {
    return BY_REQUEST.get(request.getClass());
  }

  @Nullable
  Object header(Object of, String name) throws Throwable {
    Object known = headerNames.get(name);
    if (known == null) {
      known = headerName == null ? null : headerName.invoke(null, name);
      if (known == null) {
        return null;
      }
      headerNames.put(name, known);
    }
    return first.call(of, known);
  }

  private static @Nullable Method factory(@Nullable Class<?> headerNames) {
    try {
      return headerNames == null ? null : headerNames.getMethod("create", String.class);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Class<?> sibling(Class<?> request, String name) {
    try {
      return Class.forName("io.helidon." + name, false, request.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}

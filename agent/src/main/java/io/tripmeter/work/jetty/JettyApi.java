package io.tripmeter.work.jetty;

import io.tripmeter.reflect.ApiMethod;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Jetty 12 as one class loader has it. */
final class JettyApi {
  private static final ClassValue<JettyApi> BY_REQUEST = new ClassValue<JettyApi>() {
    @Override
    protected JettyApi computeValue(Class<?> request) {
      return new JettyApi(request);
    }
  };

  final ApiMethod method;
  final ApiMethod uri;
  final ApiMethod scheme;
  final ApiMethod path;
  final ApiMethod headers;
  final ApiMethod header;
  final ApiMethod status;
  final ApiMethod context;
  final ApiMethod contextPath;
  private final @Nullable Method addListener;

  private JettyApi(Class<?> type) {
    Class<?> request = sibling(type, "server.Request");
    Class<?> httpUri = sibling(type, "http.HttpURI");
    method = ApiMethod.of(request, "getMethod");
    uri = ApiMethod.of(request, "getHttpURI");
    scheme = ApiMethod.of(httpUri, "getScheme");
    path = ApiMethod.of(httpUri, "getPath");
    headers = ApiMethod.of(request, "getHeaders");
    header = ApiMethod.of(sibling(type, "http.HttpFields"), "get", String.class);
    status = ApiMethod.of(sibling(type, "server.Response"), "getStatus");
    context = ApiMethod.of(request, "getContext");
    contextPath = ApiMethod.of(sibling(type, "server.Context"), "getContextPath");
    addListener = listenerMethod(request);
  }

  static JettyApi of(Object request) {
    return BY_REQUEST.get(request.getClass());
  }

  /** Whether a request tells of its completion. */
  boolean isKnown() {
    return addListener != null;
  }

  void onCompletion(Object request, Consumer<?> listener) throws ReflectiveOperationException {
    if (addListener != null) {
      addListener.invoke(null, request, listener);
    }
  }

  private static @Nullable Method listenerMethod(@Nullable Class<?> request) {
    try {
      return request == null
          ? null
          : request.getMethod("addCompletionListener", request, Consumer.class);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Class<?> sibling(Class<?> request, String name) {
    try {
      return Class.forName("org.eclipse.jetty." + name, false, request.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}

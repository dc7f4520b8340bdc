package io.tripmeter.work.micronaut;

import io.tripmeter.reflect.ApiMethod;
import io.tripmeter.work.OngoingWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Micronaut as one class loader has it. */
final class MicronautApi {
  private static final String KEY = "io.tripmeter.request";
  private static final String HTTP = "io.micronaut.http.";

  private static final ClassValue<MicronautApi> BY_CLASS = new ClassValue<MicronautApi>() {
    @Override
    protected MicronautApi computeValue(Class<?> type) {
      return new MicronautApi(type);
    }
  };

  final boolean isRequest;
  final ApiMethod method;
  final ApiMethod isSecure;
  final ApiMethod uri;
  final ApiMethod headers;
  final ApiMethod header;
  final ApiMethod code;
  private final ApiMethod attribute;
  private final ApiMethod setAttribute;
  private final @Nullable Object template;

  private MicronautApi(Class<?> type) {
    Class<?> request = sibling(type, "HttpRequest");
    method = ApiMethod.of(request, "getMethodName");
    isSecure = ApiMethod.of(request, "isSecure");
    uri = ApiMethod.of(request, "getUri");
    headers = ApiMethod.of(request, "getHeaders");
    header = ApiMethod.of(sibling(type, "HttpHeaders"), "get", CharSequence.class);
    code = ApiMethod.of(sibling(type, "HttpResponse"), "code");
    attribute = ApiMethod.of(request, "getAttribute", CharSequence.class);
    setAttribute = ApiMethod.of(request, "setAttribute", CharSequence.class, Object.class);
    template = constant(sibling(type, "HttpAttributes"), "URI_TEMPLATE");
    isRequest = type.getName().equals(HTTP + "server.netty.NettyHttpRequest")
        && attribute.exists()
        && setAttribute.exists();
  }

  static MicronautApi of(Object request) {
    return BY_CLASS.get(request.getClass());
  }

  void keep(Object request, OngoingWork work) throws Throwable {
    setAttribute.call(request, KEY, work);
  }

  @Nullable
  OngoingWork kept(Object request) throws Throwable {
    Object kept = attribute(request, KEY);
    return kept instanceof OngoingWork ? (OngoingWork) kept : null;
  }

  @Nullable
  Object template(Object request) throws Throwable {
    return template == null ? null : attribute(request, template);
  }

  private @Nullable Object attribute(Object request, Object name) throws Throwable {
    Object found = attribute.call(request, name);
    return found instanceof Optional && ((Optional<?>) found).isPresent()
        ? ((Optional<?>) found).get()
        : null;
  }

  private static @Nullable Class<?> sibling(Class<?> type, String name) {
    try {
      return Class.forName(HTTP + name, false, type.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Object constant(@Nullable Class<?> owner, String name) {
    try {
      return owner == null ? null : owner.getField(name).get(null);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }
}

package io.tripmeter.work.ktor;

import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/** Headers of a request, as one class loader has them. */
final class KtorHeaders {
  private static final ClassValue<KtorHeaders> BY_CLASS = new ClassValue<KtorHeaders>() {
    @Override
    protected KtorHeaders computeValue(Class<?> headers) {
      return new KtorHeaders(headers);
    }
  };

  final ApiMethod get;

  private KtorHeaders(Class<?> headers) {
    get = ApiMethod.of(values(headers), "get", String.class);
  }

  static KtorHeaders of(Object headers) {
    return BY_CLASS.get(headers.getClass());
  }

  private static @Nullable Class<?> values(Class<?> headers) {
    try {
      return Class.forName("io.ktor.util.StringValues", false, headers.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}

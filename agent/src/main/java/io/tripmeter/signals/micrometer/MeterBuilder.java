package io.tripmeter.signals.micrometer;

import io.tripmeter.signals.metrics.Series;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The builder of one of Micrometer's types of meters: {@code FunctionCounter.builder(...).description(...).tags(...).register(registry)}. */
final class MeterBuilder {
  private final Method builder;
  private final Method description;
  private final Method tags;
  private final Method register;

  MeterBuilder(Class<?> registry, Class<?> type, Class<?>... parameters)
      throws NoSuchMethodException {
    builder = type.getMethod("builder", parameters);
    Class<?> built = builder.getReturnType();
    description = built.getMethod("description", String.class);
    tags = built.getMethod("tags", String[].class);
    register = built.getMethod("register", registry);
  }

  Object register(Object registry, Series series, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    Object building = builder.invoke(null, arguments);
    description.invoke(building, series.description());
    tags.invoke(building, (Object) series.labels().toArray(new String[0]));
    return register.invoke(building, registry);
  }
}

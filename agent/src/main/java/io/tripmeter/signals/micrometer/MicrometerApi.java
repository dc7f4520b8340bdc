package io.tripmeter.signals.micrometer;

import io.tripmeter.signals.metrics.Series;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The application's Micrometer, from 1.3 on. Its registries call back through functions of {@code java.util} only, so that no class of the agent's
 * is needed in the application's loader. Kept in a {@link ClassValue}, so that it keeps no loader alive.
 */
final class MicrometerApi {
  /** Put together at run time: as constants, the build would relocate them like the classes they name. */
  private static final String PACKAGE = "io.".concat("micrometer.core.instrument.");

  private static final String REGISTRY = PACKAGE.concat("MeterRegistry");

  private static final int TRIES = 100;

  private static final ClassValue<MicrometerApi> OF = new ClassValue<MicrometerApi>() {
    @Override
    protected MicrometerApi computeValue(Class<?> type) {
      try {
        return new MicrometerApi(Objects.requireNonNull(registryOf(type)));
      } catch (ReflectiveOperationException unknown) {
        throw new IllegalStateException("of an unknown version", unknown);
      }
    }
  };

  private final Class<?> composite;
  private final Method children;
  private final Method meters;
  private final Method remove;
  private final Method isClosed;
  private final Method id;
  private final Method name;
  private final MeterBuilder counter;
  private final MeterBuilder gauge;
  private final MeterBuilder timeGauge;
  private final MeterBuilder timer;

  private MicrometerApi(Class<?> registry) throws ReflectiveOperationException {
    ClassLoader loader = registry.getClassLoader();
    Class<?> meter = Class.forName(PACKAGE + "Meter", false, loader);
    composite = Class.forName(PACKAGE + "composite.CompositeMeterRegistry", false, loader);
    children = composite.getMethod("getRegistries");
    meters = registry.getMethod("getMeters");
    remove = registry.getMethod("remove", meter);
    isClosed = registry.getMethod("isClosed");
    id = meter.getMethod("getId");
    name = id.getReturnType().getMethod("getName");
    Class<?>[] function = {String.class, Object.class, ToDoubleFunction.class};
    counter = new MeterBuilder(registry, type("FunctionCounter", loader), function);
    gauge = new MeterBuilder(registry, type("Gauge", loader), function);
    timeGauge = new MeterBuilder(
        registry,
        type("TimeGauge", loader),
        String.class,
        Object.class,
        TimeUnit.class,
        ToDoubleFunction.class);
    timer = new MeterBuilder(
        registry,
        type("FunctionTimer", loader),
        String.class,
        Object.class,
        ToLongFunction.class,
        ToDoubleFunction.class,
        TimeUnit.class);
  }

  private static Class<?> type(String name, ClassLoader loader) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name, false, loader);
  }

  /** @throws IllegalStateException if its version is unknown */
  static MicrometerApi of(Object registry) {
    return OF.get(registry.getClass());
  }

  static boolean isRegistry(Object made) {
    return registryOf(made.getClass()) != null;
  }

  private static @Nullable Class<?> registryOf(Class<?> type) {
    Class<?> found = type;
    while (found != null && !found.getName().equals(REGISTRY)) {
      found = found.getSuperclass();
    }
    return found;
  }

  boolean isComposite(Object registry) {
    return composite.isInstance(registry);
  }

  /**
   * The registries in a composite now.
   *
   * @throws ConcurrentModificationException if it changes all the time: Micrometer gives away its own set
   */
  List<Object> children(Object registry) throws ReflectiveOperationException {
    Collection<?> live = (Collection<?>) children.invoke(registry);
    for (int i = 0; i < TRIES; i++) {
      try {
        return Arrays.asList(live.toArray());
      } catch (ConcurrentModificationException changing) {
        // Once more: the next copy is of another state.
      }
    }
    throw new ConcurrentModificationException();
  }

  Collection<?> meters(Object registry) throws ReflectiveOperationException {
    return (Collection<?>) meters.invoke(registry);
  }

  boolean isClosed(Object registry) throws ReflectiveOperationException {
    return Boolean.TRUE.equals(isClosed.invoke(registry));
  }

  String name(Object meter) throws ReflectiveOperationException {
    return String.valueOf(name.invoke(id.invoke(meter)));
  }

  void remove(Object registry, Object meter) throws ReflectiveOperationException {
    remove.invoke(registry, meter);
  }

  /**
   * The meter, or one that does nothing if a filter of the application's denies it. A registry holds the series weakly. Of a distribution it has the
   * sum of the values; of one of durations also their number.
   */
  Object register(Series series, Object registry) throws ReflectiveOperationException {
    switch (series.type()) {
      case COUNTER:
        return counter.register(registry, series, series.name(), series, Values.VALUE);
      case NUMBERS:
        return counter.register(registry, series, series.name(), series, Values.TOTAL);
      case DURATIONS:
        return timer.register(
            registry,
            series,
            series.name(),
            series,
            Values.COUNT,
            Values.TOTAL,
            TimeUnit.NANOSECONDS);
      default:
        return series.unit() == null
            ? gauge.register(registry, series, series.name(), series, Values.VALUE)
            : timeGauge.register(
                registry, series, series.name(), series, TimeUnit.SECONDS, Values.VALUE);
    }
  }
}

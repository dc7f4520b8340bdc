package io.tripmeter.signals.otel;

import io.tripmeter.reflect.ApiInterface;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

/**
 * OpenTelemetry's Meter API, from 1.15 on, in one copy of its classes: its agent's, which are shaded, or an application's. The names end alike in all
 * of them. Kept in a {@link ClassValue}, so that it keeps no loader alive.
 */
final class MeterApi {
  private static final String PROVIDER = ".api.metrics.MeterProvider";

  private static final ClassValue<MeterApi> OF = new ClassValue<MeterApi>() {
    @Override
    protected MeterApi computeValue(Class<?> type) {
      try {
        return new MeterApi(type);
      } catch (ReflectiveOperationException unknown) {
        throw new IllegalStateException("of an unknown version", unknown);
      }
    }
  };

  private final Method get;
  private final Method counter;
  private final Method ofDoubles;
  private final Method gauge;
  private final Method record;
  private final Method attributes;
  private final Method put;
  private final Method build;

  private MeterApi(Class<?> type) throws ReflectiveOperationException {
    Class<?> provider = ApiInterface.of(type, PROVIDER);
    if (provider == null) {
      throw new ClassNotFoundException(type + " is no MeterProvider");
    }
    get = provider.getMethod("get", String.class);
    counter = get.getReturnType().getMethod("counterBuilder", String.class);
    ofDoubles = counter.getReturnType().getMethod("ofDoubles");
    gauge = get.getReturnType().getMethod("gaugeBuilder", String.class);
    ClassLoader loader = provider.getClassLoader();
    String api = provider.getName().substring(0, provider.getName().length() - PROVIDER.length());
    Class<?> labels = Class.forName(api + ".api.common.Attributes", true, loader);
    record = Class.forName(api + ".api.metrics.ObservableDoubleMeasurement", false, loader)
        .getMethod("record", double.class, labels);
    attributes = labels.getMethod("builder");
    put = attributes.getReturnType().getMethod("put", String.class, String.class);
    build = attributes.getReturnType().getMethod("build");
  }

  /** @throws IllegalStateException if its version is unknown */
  static MeterApi of(Object provider) {
    return OF.get(provider.getClass());
  }

  Object meter(Object provider) throws ReflectiveOperationException {
    return get.invoke(provider, "io.tripmeter");
  }

  /** Has a value observed whenever that OpenTelemetry collects its metrics. The callback is given the measurement to {@link #record} to. */
  void observe(
      Object meter,
      boolean falls,
      String name,
      String description,
      String unit,
      Consumer<Object> callback)
      throws ReflectiveOperationException {
    Method builder = falls ? gauge : ofDoubles;
    Object building =
        falls ? gauge.invoke(meter, name) : ofDoubles.invoke(counter.invoke(meter, name));
    Class<?> type = builder.getReturnType();
    type.getMethod("setDescription", String.class).invoke(building, description);
    type.getMethod("setUnit", String.class).invoke(building, unit);
    type.getMethod("buildWithCallback", Consumer.class).invoke(building, callback);
  }

  /** @param labels a name and its value, and so on */
  Object attributes(List<String> labels) throws ReflectiveOperationException {
    Object building = attributes.invoke(null);
    for (int i = 0; i < labels.size(); i += 2) {
      put.invoke(building, labels.get(i), labels.get(i + 1));
    }
    return build.invoke(building);
  }

  void record(Object measurement, double value, Object attributes)
      throws ReflectiveOperationException {
    record.invoke(measurement, value, attributes);
  }
}

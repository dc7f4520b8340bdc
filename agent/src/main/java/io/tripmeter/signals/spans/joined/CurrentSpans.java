package io.tripmeter.signals.spans.joined;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The span that a thread works in, of whichever tracer it is. Any thread. */
final class CurrentSpans {
  /** Put together at run time: as a constant, the build would relocate it like the class it names. */
  private static final String AGENTS_SPAN =
      "io.".concat("opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.Span");

  /** One for each copy of the API. Weak: no class loader of an application is kept. */
  private final List<WeakReference<Class<?>>> classes = new CopyOnWriteArrayList<>();

  /** OpenTelemetry's agent and Datadog's have their API on the bootstrap class path. */
  void findAgents() {
    find(AGENTS_SPAN);
    find(DatadogSpans.API);
  }

  private void find(String spanClass) {
    try {
      seen(Class.forName(spanClass, false, null));
    } catch (ClassNotFoundException | LinkageError absent) {
      // It comes later, or not at all.
    }
  }

  /** There are spans of this class. */
  void seen(Class<?> spanClass) {
    if (!knows(spanClass)) {
      synchronized (this) {
        if (!knows(spanClass)) {
          classes.removeIf(gone -> gone.get() == null);
          classes.add(new WeakReference<>(spanClass));
        }
      }
    }
  }

  private boolean knows(Class<?> spanClass) {
    for (WeakReference<Class<?>> known : classes) {
      if (known.get() == spanClass) {
        return true;
      }
    }
    return false;
  }

  /** Null if there is none. */
  @Nullable
  Object find() throws Throwable {
    for (WeakReference<Class<?>> known : classes) {
      Class<?> type = known.get();
      Object span = type == null ? null : SpanApi.of(type).current();
      if (span != null) {
        return span;
      }
    }
    return null;
  }
}

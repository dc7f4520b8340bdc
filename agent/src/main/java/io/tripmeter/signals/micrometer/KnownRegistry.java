package io.tripmeter.signals.micrometer;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A registry of the application's, held weakly, and since when it is known. */
final class KnownRegistry {
  /** A registry that the application makes and does not use: it is taken to be configured then. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final WeakReference<Object> registry;
  private final long since = System.nanoTime();

  KnownRegistry(Object registry) {
    this.registry = new WeakReference<>(registry);
  }

  @Nullable
  Object registry() {
    return registry.get();
  }

  boolean isOld() {
    return System.nanoTime() - since > PATIENCE_NANOS;
  }
}

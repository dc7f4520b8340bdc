package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application's Micrometer registries and OpenTelemetry MeterProviders, from the moment on that they are made. Most are made before the agent's part for them has started:
 * they wait here. Held weakly.
 */
public final class MeterRegistries {
  /** An application that makes more between two visits of the agent's is a test of registries. */
  private static final int MOST = 1_000;

  private static final List<WeakReference<Object>> made = new ArrayList<>();
  private static @Nullable Runnable listener;

  private MeterRegistries() {}

  /** Called at the end of a constructor; those of subclasses have yet to run. */
  public static void made(Object registry) {
    Runnable told;
    synchronized (made) {
      if (made.size() < MOST) {
        made.add(new WeakReference<>(registry));
      }
      told = listener;
    }
    if (told != null) {
      told.run();
    }
  }

  /** @param told after each registry that is made; now, if there are some already. Must return at once and never throw. */
  public static void listen(Runnable told) {
    boolean waiting;
    synchronized (made) {
      listener = told;
      waiting = !made.isEmpty();
    }
    if (waiting) {
      told.run();
    }
  }

  /** Those that were made since the last call and still exist. */
  public static List<Object> take() {
    List<Object> taken = new ArrayList<>();
    synchronized (made) {
      for (WeakReference<Object> each : made) {
        Object registry = each.get();
        if (registry != null) {
          taken.add(registry);
        }
      }
      made.clear();
    }
    return taken;
  }
}

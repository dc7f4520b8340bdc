package io.tripmeter.weave;

import io.tripmeter.boot.AgentThread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the pool and of the driver are changed while the application builds its pool and waits for the network, in the order in
 * which a first connection needs them, so that it seldom has to wait for that. What is ready is used only for exactly the bytes it was made
 * of.
 */
final class WovenAhead {
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Map<String, Woven> ready = new ConcurrentHashMap<>();

  /** Classes that have been loaded: what comes too late for them is not kept. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /**
   * Begins with the classes that this loader sees; once.
   *
   * @param weavings by the class's name, in the order in which the classes are needed
   */
  void begin(ClassLoader loader, Map<String, List<Weaving>> weavings) {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    WeakReference<ClassLoader> weak = new WeakReference<>(loader);
    Runnable task = new Runnable() {
      @Override
      public void run() {
        weaveAll(weak, weavings);
      }
    };
    AgentThread.daemon("tripmeter-prepare", task).start();
  }

  private void weaveAll(WeakReference<ClassLoader> weak, Map<String, List<Weaving>> weavings) {
    for (Map.Entry<String, List<Weaving>> each : weavings.entrySet()) {
      ClassLoader loader = weak.get();
      if (loader == null) {
        return;
      }
      try {
        String name = each.getKey();
        if (asked.contains(name)) {
          continue;
        }
        byte[] bytes = read(loader, name + ".class");
        byte[] changed = bytes == null ? null : Weaver.weave(name, bytes, each.getValue());
        if (bytes != null && changed != null) {
          ready.put(name, new Woven(weak, bytes, changed));
          if (asked.contains(name)) {
            // Meanwhile it was loaded.
            ready.remove(name);
          }
        }
      } catch (IOException | RuntimeException | LinkageError atLoading) {
        // It is tried again, and reported, when the class is loaded.
      }
    }
  }

  private static byte @Nullable [] read(ClassLoader loader, String resource) throws IOException {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
      byte[] chunk = new byte[8192];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.write(chunk, 0, read);
      }
      return out.toByteArray();
    }
  }

  /** The changed class, or null if it is not ready or was made of something else. Kept no longer. */
  byte @Nullable [] take(@Nullable ClassLoader loader, String name, byte[] bytes) {
    asked.add(name);
    Woven woven = ready.remove(name);
    return woven != null && woven.loader.get() == loader && Arrays.equals(woven.bytes, bytes)
        ? woven.changed
        : null;
  }

  private static final class Woven {
    private final WeakReference<ClassLoader> loader;
    private final byte[] bytes;
    private final byte[] changed;

    Woven(WeakReference<ClassLoader> loader, byte[] bytes, byte[] changed) {
      this.loader = loader;
      this.bytes = bytes;
      this.changed = changed;
    }
  }
}

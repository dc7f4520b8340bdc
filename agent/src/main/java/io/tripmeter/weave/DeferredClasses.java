package io.tripmeter.weave;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.log.Log;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Classes of servers, which are changed only after the driver has been seen. Those that were loaded earlier are changed by
 * retransformation. Those of the JDK that a first request would load are loaded before, so that it need not wait for their change.
 */
final class DeferredClasses {
  private final Set<String> named = new HashSet<>();
  private final Map<String, String> companions = new HashMap<>();
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean driverSeen;
  private final List<Companion> early = new ArrayList<>();
  private volatile @Nullable Companion companion;

  DeferredClasses(List<Weaving> weavings) {
    for (Weaving weaving : weavings) {
      if (!weaving.isByDescriptor()) {
        named.add(weaving.target());
        if (weaving.isLoadedEarly()) {
          early.add(new Companion(null, weaving.target().replace('/', '.')));
        }
        String first = weaving.loadedWith();
        if (first != null) {
          companions.put(first, weaving.target().replace('/', '.'));
        }
      }
    }
  }

  boolean contains(String name) {
    return named.contains(name);
  }

  /** Called for a class that is loaded before the driver is seen. */
  void add(String name) {
    waiting.add(name);
  }

  /** Called for every class while it is loaded. */
  void loading(@Nullable ClassLoader loader, String name) {
    String wanted = companions.get(name);
    if (wanted != null && isJdks(loader)) {
      Companion found = new Companion(loader, wanted);
      companion = found;
      if (driverSeen) {
        AgentThread.daemon("tripmeter-prepare", found).start();
      }
    }
  }

  private static boolean isJdks(@Nullable ClassLoader loader) {
    return loader == null || loader == ClassLoader.getSystemClassLoader().getParent();
  }

  /** Changes one class after the other, so that a class that the JVM or another agent refuses to change affects no other. */
  void change(Instrumentation instrumentation) {
    driverSeen = true;
    for (Companion needed : early) {
      needed.run();
    }
    Set<String> wanted = new HashSet<>();
    for (String name : named) {
      wanted.add(name.replace('/', '.'));
    }
    for (String name : waiting) {
      wanted.add(name.replace('/', '.'));
    }
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (wanted.contains(loaded.getName()) && instrumentation.isModifiableClass(loaded)) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (Throwable refused) {
          Log.warn("requests through this class are not counted, it could not be changed any more")
              .field("class", loaded.getName())
              .error(refused)
              .write();
        }
      }
    }
    waiting.clear();
    Companion found = companion;
    if (found != null) {
      found.run();
    }
  }

  /** A class of the JDK that another one will need. */
  private static final class Companion implements Runnable {
    private final @Nullable ClassLoader loader;
    private final String name;

    Companion(@Nullable ClassLoader loader, String name) {
      this.loader = loader;
      this.name = name;
    }

    @Override
    public void run() {
      try {
        Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError later) {
        // The request that needs it will load it.
      }
    }
  }
}

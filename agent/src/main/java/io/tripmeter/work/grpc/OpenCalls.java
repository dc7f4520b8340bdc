package io.tripmeter.work.grpc;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Open calls by the object that gRPC has for each, which is no map and has no attributes that can be set. Weak: one that never ends is
 * collected. Several maps, because all threads of a server ask at each callback.
 */
final class OpenCalls {
  private static final int MAPS = 16;

  private final Map<Object, OpenCall>[] maps = maps();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<Object, OpenCall>[] maps() {
    Map<Object, OpenCall>[] maps = new Map[MAPS];
    for (int i = 0; i < MAPS; i++) {
      maps[i] = Collections.synchronizedMap(new WeakHashMap<>());
    }
    return maps;
  }

  @Nullable
  OpenCall get(Object call) {
    return mapOf(call).get(call);
  }

  /** The one that is known, or a new one. */
  OpenCall open(Object call) {
    Map<Object, OpenCall> map = mapOf(call);
    synchronized (map) {
      OpenCall open = map.get(call);
      if (open == null) {
        open = new OpenCall();
        map.put(call, open);
      }
      return open;
    }
  }

  @Nullable
  OpenCall remove(Object call) {
    return mapOf(call).remove(call);
  }

  private Map<Object, OpenCall> mapOf(Object call) {
    return maps[System.identityHashCode(call) & (MAPS - 1)];
  }
}

package io.tripmeter.connect;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Startup parameters of ours that one endpoint refuses. Any thread. */
final class RefusedParameters {
  /** How long parameters are left out that the refusal did not name: it may have been by chance. */
  private static final long UNNAMED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Set<String> named = ConcurrentHashMap.newKeySet();

  /** Until when, by {@link System#nanoTime()}. */
  private final Map<String, Long> unnamed = new ConcurrentHashMap<>();

  /** Returns whether this is new. */
  boolean add(String parameter) {
    return named.add(parameter);
  }

  /** All or one of these is refused. They are tried again after a while. */
  void addOneOf(Collection<String> parameters) {
    for (String parameter : parameters) {
      unnamed.put(parameter, System.nanoTime() + UNNAMED_NANOS);
    }
  }

  boolean contains(String parameter) {
    Long until = unnamed.get(parameter);
    return named.contains(parameter) || (until != null && System.nanoTime() - until < 0);
  }
}

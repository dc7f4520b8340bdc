package io.tripmeter.signals.micrometer;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's registries and how they contain each other now. Decides which of them is to show the series so that each leaf, a registry that
 * contains none, shows them once. Used by one thread, and dropped: it holds the registries.
 */
final class RegistryTree {
  /** Each open registry, with itself and all that it contains. */
  private final IdentityHashMap<Object, Set<Object>> content = new IdentityHashMap<>();

  /** How many meters each of them has. */
  private final IdentityHashMap<Object, Integer> sizes = new IdentityHashMap<>();

  private final Set<Object> unreadable = identitySet();

  RegistryTree(Collection<Object> registries) {
    for (Object registry : registries) {
      add(registry);
    }
  }

  /** A registry of the application's own class, or of an unknown Micrometer, may throw: then it is left out, and the others are not. */
  private Set<Object> add(Object registry) {
    Set<Object> known = content.get(registry);
    if (known != null) {
      return known;
    }
    try {
      return read(registry);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      unreadable.add(registry);
      ApplicationRegistries.warn(registry, failure);
      return Collections.emptySet();
    }
  }

  private Set<Object> read(Object registry) throws ReflectiveOperationException {
    Set<Object> all = identitySet();
    MicrometerApi api = MicrometerApi.of(registry);
    if (api.isClosed(registry)) {
      return all;
    }
    int size = api.meters(registry).size();
    all.add(registry);
    if (api.isComposite(registry)) {
      for (Object child : api.children(registry)) {
        all.addAll(add(child));
      }
    }
    content.put(registry, all);
    sizes.put(registry, size);
    return all;
  }

  static Set<Object> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static boolean isComposite(Object registry) {
    return MicrometerApi.of(registry).isComposite(registry);
  }

  private int size(Object registry) {
    return sizes.getOrDefault(registry, 0);
  }

  /** What cannot be read now is not known to be closed. */
  boolean mayBeOpen(@Nullable Object registry) {
    return registry != null && (content.containsKey(registry) || unreadable.contains(registry));
  }

  /** Those that show what is registered there; none if it is closed. */
  Set<Object> leaves(@Nullable Object registry) {
    Set<Object> leaves = identitySet();
    for (Object each : content.getOrDefault(registry, Collections.emptySet())) {
      if (!isComposite(each)) {
        leaves.add(each);
      }
    }
    return leaves;
  }

  /** All of them. */
  Set<Object> leaves() {
    Set<Object> all = identitySet();
    for (Object registry : content.keySet()) {
      all.addAll(leaves(registry));
    }
    return all;
  }

  /**
   * Whether the application has registered a meter that comes to this leaf: what it configures before (common tags, filters) is configured.
   */
  boolean isInUse(Object leaf) {
    for (Map.Entry<Object, Set<Object>> each : content.entrySet()) {
      if (each.getValue().contains(leaf) && size(each.getKey()) > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where to register what this leaf is to show: as far out as the application registers meters of its own, because that is where its common tags
   * are.
   *
   * @param covered leaves that show the series already
   */
  Object placeFor(Object leaf, Set<Object> covered) {
    boolean inUse = isInUse(leaf);
    Object place = leaf;
    for (Map.Entry<Object, Set<Object>> each : content.entrySet()) {
      Object registry = each.getKey();
      if (each.getValue().contains(leaf)
          && (!inUse || size(registry) > 0)
          && Collections.disjoint(leaves(registry), covered)
          && isFurtherOut(registry, place)) {
        place = registry;
      }
    }
    return place;
  }

  private boolean isFurtherOut(Object registry, Object place) {
    Set<Object> around = content.getOrDefault(registry, Collections.emptySet());
    Set<Object> inside = content.getOrDefault(place, Collections.emptySet());
    if (around.contains(place) || inside.contains(registry)) {
      return around.size() > inside.size();
    }
    return leaves(registry).size() > leaves(place).size();
  }
}

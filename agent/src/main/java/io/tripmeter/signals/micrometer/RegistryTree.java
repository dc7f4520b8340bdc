package io.tripmeter.signals.micrometer;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's registries and how they contain each other now. Decides which of them is to show the series so that each leaf, a registry that
 * contains none, shows them once.
 */
final class RegistryTree {
  /** Each open registry and the leaves that what is registered there comes to: itself, or those of a composite. */
  private final IdentityHashMap<Object, Set<Object>> leaves = new IdentityHashMap<>();

  RegistryTree(Collection<Object> registries) throws ReflectiveOperationException {
    for (Object registry : registries) {
      add(registry);
    }
  }

  private Set<Object> add(Object registry) throws ReflectiveOperationException {
    Set<Object> known = leaves.get(registry);
    if (known != null) {
      return known;
    }
    Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
    MicrometerApi api = MicrometerApi.of(registry);
    if (api.isClosed(registry)) {
      return all;
    }
    if (api.isComposite(registry)) {
      for (Object child : api.children(registry).toArray()) {
        all.addAll(add(child));
      }
    } else {
      all.add(registry);
    }
    leaves.put(registry, all);
    return all;
  }

  boolean isOpen(@Nullable Object registry) {
    return registry != null && leaves.containsKey(registry);
  }

  /** Empty for one that is closed, and for a composite of none. */
  Set<Object> leaves(@Nullable Object registry) {
    return leaves.getOrDefault(registry, Collections.emptySet());
  }

  /** All of them. */
  Set<Object> leaves() {
    Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Set<Object> each : leaves.values()) {
      all.addAll(each);
    }
    return all;
  }

  /**
   * The application has begun to register meters that come to this leaf, so what it configures before (common tags, filters) is configured.
   */
  boolean isInUse(Object leaf) throws ReflectiveOperationException {
    for (Map.Entry<Object, Set<Object>> each : leaves.entrySet()) {
      if (each.getValue().contains(leaf) && size(each.getKey()) > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where to register what this leaf is to show: as far up as the application registers meters of its own, because that is where its common tags are.
   *
   * @param covered leaves that show the series already
   */
  Object placeFor(Object leaf, Set<Object> covered) throws ReflectiveOperationException {
    boolean inUse = isInUse(leaf);
    Object place = leaf;
    for (Map.Entry<Object, Set<Object>> each : leaves.entrySet()) {
      Object registry = each.getKey();
      if (MicrometerApi.of(registry).isComposite(registry)
          && each.getValue().contains(leaf)
          && Collections.disjoint(each.getValue(), covered)
          && (!inUse || size(registry) > 0)
          && isBetter(registry, place)) {
        place = registry;
      }
    }
    return place;
  }

  private boolean isBetter(Object composite, Object place) throws ReflectiveOperationException {
    if (!MicrometerApi.of(place).isComposite(place)) {
      return true;
    }
    int more = leaves(composite).size() - leaves(place).size();
    return more > 0 || (more == 0 && size(composite) > size(place));
  }

  private static int size(Object registry) throws ReflectiveOperationException {
    return MicrometerApi.of(registry).meters(registry).size();
  }
}

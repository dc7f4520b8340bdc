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

  RegistryTree(Collection<Object> registries) throws ReflectiveOperationException {
    for (Object registry : registries) {
      add(registry);
    }
  }

  private Set<Object> add(Object registry) throws ReflectiveOperationException {
    Set<Object> known = content.get(registry);
    if (known != null) {
      return known;
    }
    Set<Object> all = identitySet();
    MicrometerApi api = MicrometerApi.of(registry);
    if (api.isClosed(registry)) {
      return all;
    }
    all.add(registry);
    if (api.isComposite(registry)) {
      for (Object child : api.children(registry).toArray()) {
        all.addAll(add(child));
      }
    }
    content.put(registry, all);
    return all;
  }

  static Set<Object> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static boolean isComposite(Object registry) {
    return MicrometerApi.of(registry).isComposite(registry);
  }

  private static int size(Object registry) throws ReflectiveOperationException {
    return MicrometerApi.of(registry).meters(registry).size();
  }

  boolean isOpen(@Nullable Object registry) {
    return registry != null && content.containsKey(registry);
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
  boolean isInUse(Object leaf) throws ReflectiveOperationException {
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
  Object placeFor(Object leaf, Set<Object> covered) throws ReflectiveOperationException {
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

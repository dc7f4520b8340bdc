package io.tripmeter.config;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings given for single pools. They are kept by the pool's name, and by its name as spelled in an environment variable. */
final class PoolSettings {
  private final Map<String, Map<Option, Setting>> byName = new HashMap<>();
  private final Map<String, Map<Option, Setting>> byEnvironmentName = new HashMap<>();

  void put(String poolName, Option option, Setting setting) {
    put(byName, poolName, option, setting);
  }

  void putFromEnvironment(String poolName, Option option, Setting setting) {
    put(byEnvironmentName, poolName, option, setting);
  }

  private static void put(
      Map<String, Map<Option, Setting>> pools, String name, Option option, Setting setting) {
    Map<Option, Setting> values = pools.get(name);
    if (values == null) {
      values = new EnumMap<>(Option.class);
      pools.put(name, values);
    }
    if (setting.beats(values.get(option))) {
      values.put(option, setting);
    }
  }

  /** Whether any pool has a value of its own. */
  boolean has(Option option) {
    return has(byName, option) || has(byEnvironmentName, option);
  }

  private static boolean has(Map<String, Map<Option, Setting>> pools, Option option) {
    for (Map<Option, Setting> own : pools.values()) {
      if (own.containsKey(option)) {
        return true;
      }
    }
    return false;
  }

  /** The pool's own values. An option has none if the source that takes precedence has a bad value. */
  Map<Option, Setting> of(String poolName) {
    Map<Option, Setting> own = new EnumMap<>(Option.class);
    addBetter(byName.get(poolName), own);
    addBetter(byEnvironmentName.get(KeySpelling.environmentForm(poolName)), own);
    for (Iterator<Setting> settings = own.values().iterator(); settings.hasNext(); ) {
      if (settings.next().value() == null) {
        settings.remove();
      }
    }
    return own;
  }

  /** The values for a place, host and database: the host's case does not matter. */
  Map<Option, Setting> at(String place) {
    String key = place;
    for (String name : byName.keySet()) {
      int slash = name.lastIndexOf('/');
      if (name.equalsIgnoreCase(place) && name.substring(slash + 1).equals(database(place))) {
        key = name;
      }
    }
    return of(key);
  }

  private static String database(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private static void addBetter(@Nullable Map<Option, Setting> more, Map<Option, Setting> own) {
    if (more == null) {
      return;
    }
    for (Map.Entry<Option, Setting> entry : more.entrySet()) {
      if (entry.getValue().beats(own.get(entry.getKey()))) {
        own.put(entry.getKey(), entry.getValue());
      }
    }
  }
}

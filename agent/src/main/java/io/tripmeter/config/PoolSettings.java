package io.tripmeter.config;

import io.tripmeter.log.Secrets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  boolean isEmpty() {
    return byName.isEmpty() && byEnvironmentName.isEmpty();
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
    Map<Option, Setting> own = given(poolName);
    for (Iterator<Setting> settings = own.values().iterator(); settings.hasNext(); ) {
      if (settings.next().value() == null) {
        settings.remove();
      }
    }
    return own;
  }

  private Map<Option, Setting> given(String poolName) {
    Map<Option, Setting> own = new EnumMap<>(Option.class);
    addBetter(byName.get(poolName), own);
    addBetter(byEnvironmentName.get(KeySpelling.environmentForm(poolName)), own);
    return own;
  }

  /** What was given by the source that takes precedence: perhaps no accepted value. */
  @Nullable
  Setting given(String poolName, Option option) {
    return given(poolName).get(option);
  }

  /** What can be changed and was given, as its source spells it. */
  List<ShownSetting> changeable() {
    List<ShownSetting> all = new ArrayList<>();
    add(byName, KeySpelling.PROPERTY, all);
    add(byEnvironmentName, KeySpelling.ENVIRONMENT, all);
    return all;
  }

  private static void add(
      Map<String, Map<Option, Setting>> pools, KeySpelling spelling, List<ShownSetting> all) {
    for (Map.Entry<String, Map<Option, Setting>> pool : pools.entrySet()) {
      for (Map.Entry<Option, Setting> own : pool.getValue().entrySet()) {
        Object value = own.getValue().value();
        if (value != null && own.getKey().isChangeable()) {
          all.add(new ShownSetting(
              spelling.full(own.getKey(), pool.getKey()),
              Secrets.redact(own.getKey().show(value)),
              own.getValue().source()));
        }
      }
    }
  }

  /**
   * The keys that are given for pools that are none of these.
   *
   * @param names of pools, and their places
   */
  void ofOthers(Collection<String> names, Problems problems) {
    Set<String> spelled = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (String name : names) {
      spelled.add(KeySpelling.environmentForm(name));
      places.add(foldedHost(name));
    }
    for (Map.Entry<String, Map<Option, Setting>> pool : byName.entrySet()) {
      if (!names.contains(pool.getKey()) && !places.contains(foldedHost(pool.getKey()))) {
        add(pool, KeySpelling.PROPERTY, problems);
      }
    }
    for (Map.Entry<String, Map<Option, Setting>> pool : byEnvironmentName.entrySet()) {
      if (!spelled.contains(pool.getKey())) {
        add(pool, KeySpelling.ENVIRONMENT, problems);
      }
    }
  }

  private static void add(
      Map.Entry<String, Map<Option, Setting>> pool, KeySpelling spelling, Problems problems) {
    for (Map.Entry<Option, Setting> own : pool.getValue().entrySet()) {
      if (own.getValue().value() != null) {
        problems.noSuchPool(
            spelling.full(own.getKey(), pool.getKey()), own.getValue().source());
      }
    }
  }

  private static String foldedHost(String place) {
    int slash = place.lastIndexOf('/') + 1;
    return place.substring(0, slash).toLowerCase(Locale.ROOT) + place.substring(slash);
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

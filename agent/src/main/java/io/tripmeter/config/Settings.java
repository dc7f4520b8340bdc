package io.tripmeter.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value of every option and its source. Immutable.
 *
 * <p>A getter of the wrong type throws {@link IllegalArgumentException}, as a programming error. Nothing else here throws.
 */
public final class Settings {
  private static final Option[] PRIMARYS = {
    Option.ENDPOINT, Option.ENDPOINT_DIRECT, Option.REQUIRE_SCHEMA, Option.REPLICA_URL
  };

  private final Map<Option, Setting> values;
  private final PoolSettings pools;
  private final List<ConfigProblem> problems;
  private final Set<Option> ofOnePool;

  Settings(Map<Option, Setting> values, PoolSettings pools, List<ConfigProblem> problems) {
    this(values, pools, problems, Collections.emptySet());
  }

  private Settings(
      Map<Option, Setting> values,
      PoolSettings pools,
      List<ConfigProblem> problems,
      Set<Option> ofOnePool) {
    this.ofOnePool = ofOnePool;
    this.values = values;
    this.pools = pools;
    this.problems = Collections.unmodifiableList(problems);
  }

  /** Whether the agent does anything at all. */
  public boolean enabled() {
    return flag(Option.ENABLED);
  }

  /** Whether changes are only logged and shown instead of made ({@code mode=advise}). */
  public boolean adviseOnly() {
    return text(Option.MODE).equals("advise");
  }

  /** Whether the option has a value. An option whose default is the application's has none until an operator sets it. */
  public boolean has(Option option) {
    return value(option) != null;
  }

  /** Whether an operator set the value. */
  public boolean isExplicit(Option option) {
    Setting setting = values.get(option);
    return setting != null && setting.isExplicit();
  }

  /** Whether the value is this pool's own, given as {@code pools.<name>.<key>}. */
  public boolean isOfOnePool(Option option) {
    return ofOnePool.contains(option);
  }

  /**
   * The source of the value: {@code agent argument pool.max-size}, {@code system property tripmeter.pool.max-size}, {@code
   * environment TRIPMETER_POOL_MAX_SIZE}, {@code file /path line 3}, {@code default}.
   */
  public String source(Option option) {
    Setting setting = values.get(option);
    return setting == null ? "default" : setting.source();
  }

  /** The value of a true-or-false option. */
  public boolean flag(Option option) {
    Object value = value(option);
    if (value instanceof Boolean) {
      return (Boolean) value;
    }
    throw wrongType(option, "flag");
  }

  /** The number. {@code off} is 0, {@code all} is {@link Integer#MAX_VALUE}, and -1 means no value. */
  public int integer(Option option) {
    Object value = value(option);
    if (value == null) {
      return -1;
    }
    if (value instanceof Integer) {
      return (Integer) value;
    }
    throw wrongType(option, "integer");
  }

  /** Milliseconds, at most {@link Integer#MAX_VALUE}. 0 is off, and -1 means no value. */
  public long duration(Option option) {
    Object value = value(option);
    if (value == null) {
      return -1;
    }
    if (value instanceof Long) {
      return (Long) value;
    }
    throw wrongType(option, "duration");
  }

  /** The text; a choice is in lower case. Empty means no value. */
  public String text(Option option) {
    Object value = value(option);
    if (value == null) {
      return "";
    }
    if (value instanceof String) {
      return (String) value;
    }
    throw wrongType(option, "text");
  }

  /** The value as an operator would write it, or the documented default if there is no value. It may contain a secret. */
  public String shown(Option option) {
    Object value = value(option);
    return value == null ? option.shownDefault() : option.show(value);
  }

  /** The settings of the pool of this name, wherever its connections lead. */
  public Settings forPool(String poolName) {
    return forPool(poolName, poolName, new String[0]);
  }

  /**
   * The settings of one pool: its own values override the global ones, and {@code session.application-name} is filled in.
   *
   * @param shown the name that tells it from others of the same name
   * @param places where its connections lead, {@code host/database}; the values of a later one override those of an earlier one, and those of
   *     the pool's name override both
   */
  public Settings forPool(String poolName, String shown, String[] places) {
    Map<Option, Setting> merged = new EnumMap<>(values);
    Map<Option, Setting> own = new EnumMap<>(Option.class);
    for (String place : places) {
      own.putAll(pools.at(place));
    }
    own.putAll(pools.of(poolName));
    merged.putAll(own);
    Setting name = merged.get(Option.SESSION_APPLICATION_NAME);
    if (name != null && name.value() instanceof String) {
      String filled = ApplicationName.fill((String) name.value(), text(Option.SERVICE_NAME), shown);
      merged.put(Option.SESSION_APPLICATION_NAME, name.withValue(filled));
    }
    return new Settings(merged, pools, problems, own.keySet());
  }

  /** Whether the option has a value, for all pools or for any one. */
  public boolean isSetAnywhere(Option option) {
    return has(option) || pools.has(option);
  }

  /**
   * Of a pool's settings those of the pool for its replica: the same, under what is given for the replica's pool by its own name. What is about
   * the way to the primary does not hold.
   */
  public Settings forReplica(String replicasName) {
    Map<Option, Setting> merged = new EnumMap<>(values);
    Map<Option, Setting> own = pools.of(replicasName);
    merged.putAll(own);
    for (Option elsewhere : PRIMARYS) {
      merged.remove(elsewhere);
    }
    merged.put(Option.ENDPOINT_FAILOVER, Setting.derived(false, "default"));
    Setting name = merged.get(Option.SESSION_APPLICATION_NAME);
    if (name != null && name.value() instanceof String) {
      String filled = own.containsKey(Option.SESSION_APPLICATION_NAME)
          ? ApplicationName.fill((String) name.value(), text(Option.SERVICE_NAME), replicasName)
          : ApplicationName.ofReplica((String) name.value());
      merged.put(Option.SESSION_APPLICATION_NAME, name.withValue(filled));
    }
    Set<Option> both = EnumSet.noneOf(Option.class);
    both.addAll(ofOnePool);
    both.addAll(own.keySet());
    return new Settings(merged, pools, problems, both);
  }

  /** The settings of connections that no pool opens. They are those of a pool with this name, without the global session timeouts. */
  public Settings forNoPool(String name) {
    Settings own = forPool(name);
    Map<Option, Setting> merged = new EnumMap<>(own.values);
    for (Option option : own.values.keySet()) {
      if (option.isSessionTimeout() && !own.isOfOnePool(option)) {
        merged.remove(option);
      }
    }
    return new Settings(merged, pools, problems, own.ofOnePool);
  }

  /** The mistakes found, in the order they were read. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private @Nullable Object value(Option option) {
    Setting setting = values.get(option);
    return setting == null ? null : setting.value();
  }

  private static IllegalArgumentException wrongType(Option option, String getter) {
    return new IllegalArgumentException(option.key() + " is no " + getter);
  }
}

package io.tripmeter.config;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value of every option and its source. They change while the application runs, if an operator changes them: {@link #now} is a copy that
 * does not. Any thread.
 *
 * <p>A getter of the wrong type throws {@link IllegalArgumentException}, as a programming error. Nothing else here throws.
 */
public final class Settings {
  private static final Option[] PRIMARYS = {
    Option.ENDPOINT, Option.ENDPOINT_DIRECT, Option.REQUIRE_SCHEMA, Option.REPLICA_URL
  };

  private final List<ConfigProblem> problems;
  private volatile Values now;

  Settings(Map<Option, Setting> values, PoolSettings pools, List<ConfigProblem> problems) {
    this(new Values(values, pools, Collections.emptySet()), problems);
  }

  private Settings(Values values, List<ConfigProblem> problems) {
    now = values;
    this.problems = Collections.unmodifiableList(problems);
  }

  /** What holds together at one time. Immutable. */
  private static final class Values {
    final Map<Option, Setting> all;
    final PoolSettings pools;
    final Set<Option> ofOnePool;

    Values(Map<Option, Setting> all, PoolSettings pools, Set<Option> ofOnePool) {
      this.all = all;
      this.pools = pools;
      this.ofOnePool = ofOnePool;
    }
  }

  /** The settings as they are now, for work that must not see a change half-way. */
  public Settings now() {
    return new Settings(now, problems);
  }

  /** From now on they are as the others are now. */
  public void become(Settings others) {
    now = others.now;
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
    Setting setting = now.all.get(option);
    return setting != null && setting.isExplicit();
  }

  /** Whether the value is this pool's own, given as {@code pools.<name>.<key>}. */
  public boolean isOfOnePool(Option option) {
    return now.ofOnePool.contains(option);
  }

  /**
   * The source of the value: {@code agent argument pool.max-size}, {@code system property tripmeter.pool.max-size}, {@code
   * environment TRIPMETER_POOL_MAX_SIZE}, {@code file /path line 3}, {@code default}.
   */
  public String source(Option option) {
    Setting setting = now.all.get(option);
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
    Values of = now;
    Map<Option, Setting> merged = new EnumMap<>(of.all);
    Map<Option, Setting> own = new EnumMap<>(Option.class);
    for (String place : places) {
      own.putAll(of.pools.at(place));
    }
    own.putAll(of.pools.of(poolName));
    merged.putAll(own);
    Setting name = merged.get(Option.SESSION_APPLICATION_NAME);
    if (name != null && name.value() instanceof String) {
      String filled = ApplicationName.fill((String) name.value(), text(Option.SERVICE_NAME), shown);
      merged.put(Option.SESSION_APPLICATION_NAME, name.withValue(filled));
    }
    return new Settings(new Values(merged, of.pools, own.keySet()), problems);
  }

  /** Whether the option has a value, for all pools or for any one. */
  public boolean isSetAnywhere(Option option) {
    return has(option) || now.pools.has(option);
  }

  /**
   * Of a pool's settings those of the pool for its replica: the same, under what is given for the replica's pool by its own name. What is about
   * the way to the primary does not hold.
   */
  public Settings forReplica(String replicasName) {
    Values of = now;
    Map<Option, Setting> merged = new EnumMap<>(of.all);
    Map<Option, Setting> own = of.pools.of(replicasName);
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
    both.addAll(of.ofOnePool);
    both.addAll(own.keySet());
    return new Settings(new Values(merged, of.pools, both), problems);
  }

  /** The settings of connections that no pool opens. They are those of a pool with this name, without the global session timeouts. */
  public Settings forNoPool(String name) {
    Settings own = forPool(name);
    Values of = own.now;
    Map<Option, Setting> merged = new EnumMap<>(of.all);
    for (Option option : of.all.keySet()) {
      if (option.isSessionTimeout() && !own.isOfOnePool(option)) {
        merged.remove(option);
      }
    }
    return new Settings(new Values(merged, of.pools, of.ofOnePool), problems);
  }

  /** The mistakes found, in the order they were read. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /** The same for all pools or one; {@code unset} if that pool has no value of its own. */
  String shown(KeySpelling.Key key) {
    Values of = now;
    Setting setting =
        key.pool == null ? of.all.get(key.option) : of.pools.of(key.pool).get(key.option);
    Object value = setting == null ? null : setting.value();
    if (value != null) {
      return key.option.show(value);
    }
    return key.pool == null ? key.option.shownDefault() : "unset";
  }

  /** The keys of single pools that can be changed and were given. */
  List<ShownSetting> ofSinglePools() {
    return now.pools.changeable();
  }

  /** Whether any single pool has a key. */
  public boolean hasSinglePools() {
    return !now.pools.isEmpty();
  }

  /**
   * The keys of single pools that are none of these.
   *
   * @param names of pools, and of the places that they lead to
   */
  public List<ConfigProblem> problemsOfOtherPools(Collection<String> names) {
    Problems problems = new Problems();
    now.pools.ofOthers(names, problems);
    return problems.list();
  }

  private @Nullable Object value(Option option) {
    Setting setting = now.all.get(option);
    return setting == null ? null : setting.value();
  }

  private static IllegalArgumentException wrongType(Option option, String getter) {
    return new IllegalArgumentException(option.key() + " is no " + getter);
  }
}

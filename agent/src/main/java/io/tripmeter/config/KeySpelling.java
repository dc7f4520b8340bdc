package io.tripmeter.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a source spells keys: {@code pools.sample.pool.max-size}, or {@code POOLS_SAMPLE_POOL_MAX_SIZE} in the environment. */
final class KeySpelling {
  static final KeySpelling PROPERTY = new KeySpelling('.', "pools.", false);
  static final KeySpelling ENVIRONMENT = new KeySpelling('_', "POOLS_", true);

  private final char separator;
  private final String poolPrefix;
  private final boolean environment;
  private final Map<String, Option> options = new HashMap<>();

  private KeySpelling(char separator, String poolPrefix, boolean environment) {
    this.separator = separator;
    this.poolPrefix = poolPrefix;
    this.environment = environment;
    for (Option option : Option.values()) {
      options.put(spell(option), option);
    }
  }

  /** Upper case; every character but ASCII letters and digits becomes an underscore. */
  static String environmentForm(String text) {
    char[] chars = text.toUpperCase(Locale.ROOT).toCharArray();
    for (int i = 0; i < chars.length; i++) {
      boolean letterOrDigit = chars[i] < 128 && Character.isLetterOrDigit(chars[i]);
      if (!letterOrDigit) {
        chars[i] = '_';
      }
    }
    return new String(chars);
  }

  /** Resolves a key given without {@code tripmeter.} or {@code TRIPMETER_}; null if it is unknown. */
  @Nullable
  Key resolve(String name) {
    Option option = options.get(name);
    if (option != null) {
      return new Key(option, null);
    }
    return name.startsWith(poolPrefix) ? resolvePool(name.substring(poolPrefix.length())) : null;
  }

  /** A pool name may contain the separator, so the longest known key at the end is taken. */
  private @Nullable Key resolvePool(String name) {
    for (int i = name.indexOf(separator, 1); i > 0; i = name.indexOf(separator, i + 1)) {
      Option option = options.get(name.substring(i + 1));
      if (option != null) {
        return new Key(option, name.substring(0, i));
      }
    }
    return null;
  }

  char separator() {
    return separator;
  }

  String poolPrefix() {
    return poolPrefix;
  }

  /** The key as an operator writes it. */
  String full(Option option) {
    return environment ? option.environment() : option.key();
  }

  /** The key of one pool as an operator writes it. */
  String full(Option option, String pool) {
    return (environment ? "TRIPMETER_" : "") + poolPrefix + pool + separator + spell(option);
  }

  private String spell(Option option) {
    return environment ? option.name() : option.key();
  }

  /** An option, for all pools or for one. */
  static final class Key {
    final Option option;
    final @Nullable String pool;

    Key(Option option, @Nullable String pool) {
      this.option = option;
      this.pool = pool;
    }

    boolean isKnown() {
      return pool == null || option.isPerPool();
    }

    boolean isChangeable() {
      return isKnown() && option.isChangeable();
    }
  }
}

package io.tripmeter.child;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pool's settings in its product's words; what the product has no word for is left out. */
public final class PoolSettings {
  private final PoolProduct product;
  private final String version;
  private final Map<String, String> words = new LinkedHashMap<>();

  PoolSettings(PoolProduct product, String version) {
    this.product = product;
    this.version = version;
  }

  private PoolSettings put(String setting, String value) {
    if (!setting.isEmpty()) {
      words.put(setting, value);
    }
    return this;
  }

  public PoolSettings max(int size) {
    return put(product.maxSize, Integer.toString(size));
  }

  public PoolSettings min(int size) {
    return put(product.minIdle, Integer.toString(size));
  }

  /** A minimum that is also said is that of a product which has one number for both. */
  public PoolSettings initial(int size) {
    words.putIfAbsent(product.initialSize, Integer.toString(size));
    return this;
  }

  /**
   * A pool of one connection. With a timeout: a borrower of Agroal's that finds no connection, and then a full pool, misses the one that was
   * opened in between. It finds it at the timeout, and without one it waits for ever.
   */
  public PoolSettings one() {
    return max(1).min(1).initial(1).timeout(Duration.ofSeconds(15));
  }

  /** No more of them are closed when they come back. */
  public PoolSettings keeping(int idle) {
    return put(product.maxIdle, Integer.toString(idle));
  }

  public PoolSettings lifetime(Duration time) {
    return put(product.maxLifetime, product.duration.apply(time));
  }

  public PoolSettings idle(Duration time) {
    return put(product.idleTimeout, product.duration.apply(time));
  }

  public PoolSettings keepalive(Duration time) {
    return product.hasKeepalive.test(version)
        ? put(product.keepalive, product.duration.apply(time))
        : this;
  }

  public PoolSettings timeout(Duration time) {
    return put(product.connectionTimeout, product.timeout.apply(time));
  }

  public PoolSettings named(String name) {
    return product.named.isEmpty() ? this : and(String.format(product.named, name));
  }

  /** Of a pool that stands while its first connection is opened. */
  public PoolSettings standingAtOnce() {
    return product.atOnce.isEmpty() ? this : and(product.atOnce);
  }

  /** Of a pool that undoes what its borrowers have changed, and ends their transactions. */
  public PoolSettings resetting() {
    return and(product.resetting.toArray(String[]::new));
  }

  /** Tested on borrow, by the driver's own question where the product has no query. */
  public PoolSettings tested() {
    return and(product.testing.toArray(String[]::new));
  }

  public PoolSettings untested() {
    return and(product.untested.toArray(String[]::new));
  }

  public PoolSettings query(String sql) {
    return put(product.query, sql);
  }

  public PoolSettings testTimeout(int seconds) {
    return put(product.testTimeout, Integer.toString(seconds));
  }

  /** In the product's own words, {@code name=value}. */
  public PoolSettings and(String... settings) {
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return this;
  }

  List<String> words() {
    return words.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  /** The values by their names. */
  public Map<String, String> values() {
    return Map.copyOf(words);
  }
}

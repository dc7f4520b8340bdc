package io.tripmeter.pool;

import io.tripmeter.config.Option;

/** The settings that every pool product has, under the names that operators use for all of them. Durations are in milliseconds. */
public enum PoolSetting {
  MAX_SIZE(Option.POOL_MAX_SIZE, false),
  MIN_IDLE(Option.POOL_MIN_IDLE, false),
  MAX_LIFETIME(Option.POOL_MAX_LIFETIME, true),
  IDLE_TIMEOUT(Option.POOL_IDLE_TIMEOUT, true),
  KEEPALIVE(Option.POOL_KEEPALIVE, true),
  CONNECTION_TIMEOUT(Option.POOL_CONNECTION_TIMEOUT, true);

  private final Option option;
  private final boolean duration;

  PoolSetting(Option option, boolean duration) {
    this.option = option;
    this.duration = duration;
  }

  public Option option() {
    return option;
  }

  /** Whether it is one of the limits that a pool may be given while it runs. */
  boolean isSize() {
    return this == MAX_SIZE || this == MIN_IDLE;
  }

  /** As a person reads it. */
  String show(long value) {
    if (!duration) {
      return Long.toString(value);
    }
    if (value == 0) {
      return "off";
    }
    return value % 60_000 == 0
        ? value / 60_000 + "m"
        : value % 1000 == 0 ? value / 1000 + "s" : value + "ms";
  }
}

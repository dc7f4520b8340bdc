package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import org.jspecify.annotations.Nullable;

/** What an operator says that a pool which stands shall hold. Immutable. */
final class WantedSize {
  static final String APPLICATIONS = "as the application has it";

  /** -1: as the application has it. */
  final int max;

  /** -1: as the application has it. */
  final int minIdle;

  /** Nothing new is said of the maximum: it stays what it is. */
  final boolean keepsMax;

  /** Null if the operator does not say it. */
  final @Nullable String maxSource;

  /** Null if the operator does not say it. */
  final @Nullable String minIdleSource;

  WantedSize(Settings settings, boolean keepsMax) {
    this.keepsMax = keepsMax;
    max = settings.integer(Option.POOL_MAX_SIZE);
    minIdle = settings.integer(Option.POOL_MIN_IDLE);
    maxSource = source(settings, Option.POOL_MAX_SIZE);
    minIdleSource = source(settings, Option.POOL_MIN_IDLE);
  }

  private static @Nullable String source(Settings settings, Option option) {
    return settings.isExplicit(option) ? settings.source(option) : null;
  }

  /** Whose the maximum is. */
  String why() {
    return maxSource == null ? APPLICATIONS : maxSource;
  }
}

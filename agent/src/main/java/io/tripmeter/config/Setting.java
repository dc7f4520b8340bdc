package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** One option's value and where it is from. */
final class Setting {
  private final @Nullable Object value;
  private final String source;
  private final int rank;
  private final boolean explicit;

  private Setting(@Nullable Object value, String source, int rank, boolean explicit) {
    this.value = value;
    this.source = source;
    this.rank = rank;
    this.explicit = explicit;
  }

  static Setting given(Object value, String source, int rank) {
    return new Setting(value, source, rank, true);
  }

  /** A bad value: it hides what sources of lower rank say, so that the default stays in force. */
  static Setting refused(String source, int rank) {
    return new Setting(null, source, rank, false);
  }

  /** From another tool's place for the same thing, such as OTEL_SERVICE_NAME: after all of Tripmeter's own. */
  static Setting fromOutside(Object value, String source) {
    return new Setting(value, source, Integer.MAX_VALUE, true);
  }

  static Setting derived(Object value, String source) {
    return new Setting(value, source, Integer.MAX_VALUE, false);
  }

  Setting withValue(Object other) {
    return new Setting(other, source, rank, explicit);
  }

  @Nullable
  Object value() {
    return value;
  }

  String source() {
    return source;
  }

  boolean isExplicit() {
    return explicit;
  }

  /** Whether this one's source comes before the other's. */
  boolean beats(@Nullable Setting other) {
    return other == null || rank < other.rank;
  }
}

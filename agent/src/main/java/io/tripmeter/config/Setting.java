package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** The value of one option and its source. */
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

  /** A bad value. It hides the values of later sources, so the default applies. */
  static Setting rejected(String source, int rank) {
    return new Setting(null, source, rank, false);
  }

  /** From another tool's setting with the same meaning, such as OTEL_SERVICE_NAME. All of Tripmeter's own sources take precedence. */
  static Setting fromOtherTool(Object value, String source) {
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

  /** Whether this setting's source takes precedence over the other's. */
  boolean beats(@Nullable Setting other) {
    return other == null || rank < other.rank;
  }
}

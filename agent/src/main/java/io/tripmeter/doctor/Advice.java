package io.tripmeter.doctor;

import org.jspecify.annotations.Nullable;

/** One thing to change: what is wrong, what to do, and by which key or URL parameter. Immutable. */
final class Advice {
  final String what;
  final String change;

  /** A key of Tripmeter's with a value; null where it is something else. */
  final @Nullable String setting;

  Advice(String what, String change, @Nullable String setting) {
    this.what = what;
    this.change = change;
    this.setting = setting;
  }
}

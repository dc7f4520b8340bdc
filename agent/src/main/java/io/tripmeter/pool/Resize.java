package io.tripmeter.pool;

import io.tripmeter.connect.SettingChange;
import java.util.List;

/** A new size for a pool that stands. Immutable. */
final class Resize {
  final int size;
  final String why;
  final boolean isForBudget;

  Resize(int size, String why, boolean isForBudget) {
    this.size = size;
    this.why = why;
    this.isForBudget = isForBudget;
  }

  /** One that has begun, by what the pool was at that time. */
  static final class Begun {
    final Resize resize;
    final Object pool;
    final int minIdle;
    final List<SettingChange> changes;

    Begun(Resize resize, Object pool, int minIdle, List<SettingChange> changes) {
      this.resize = resize;
      this.pool = pool;
      this.minIdle = minIdle;
      this.changes = changes;
    }
  }
}

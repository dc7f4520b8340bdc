package io.tripmeter.boot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The units whose contexts a thread is in, and what it worked for before each, the outermost first. */
final class ContextState {
  private @Nullable Object[] before = new Object[4];
  private @Nullable UnitReference[] units = new UnitReference[4];
  private int depth;

  boolean isEmpty() {
    return depth == 0;
  }

  /** Whether the innermost context is this unit's, even if the thread worked for it already. */
  boolean isIn(UnitOfWork unit) {
    UnitReference innermost = depth == 0 ? null : units[depth - 1];
    return innermost != null && innermost.get() == unit;
  }

  /** @param one null if the thread works for the same unit in it */
  void push(@Nullable UnitReference unit, @Nullable Object one) {
    if (depth == before.length) {
      before = Arrays.copyOf(before, depth * 2);
      units = Arrays.copyOf(units, depth * 2);
    }
    units[depth] = unit;
    before[depth++] = one;
  }

  /** Null if the thread worked for the same, or if nothing was pushed. */
  @Nullable
  Object pop() {
    if (depth == 0) {
      return null;
    }
    Object last = before[--depth];
    before[depth] = null;
    units[depth] = null;
    return last;
  }
}

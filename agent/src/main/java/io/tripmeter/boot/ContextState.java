package io.tripmeter.boot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a thread worked for before each of the contexts that it is in, the outermost first. */
final class ContextState {
  private @Nullable Object[] before = new Object[4];
  private int depth;

  boolean isEmpty() {
    return depth == 0;
  }

  void push(@Nullable Object one) {
    if (depth == before.length) {
      before = Arrays.copyOf(before, depth * 2);
    }
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
    return last;
  }
}

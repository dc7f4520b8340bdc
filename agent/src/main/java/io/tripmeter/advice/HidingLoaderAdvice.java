package io.tripmeter.advice;

import net.bytebuddy.asm.Advice;

/** {@code loadClass(String)} of a loader that hides the bootstrap loader's packages: Tripmeter's classes there can be seen nevertheless. */
final class HidingLoaderAdvice {
  private HidingLoaderAdvice() {}

  /** Null for every other class, and so the loader looks for it. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static Class<?> enter(@Advice.Argument(0) String name) throws ClassNotFoundException {
    return name.startsWith("io.tripmeter.boot.") ? Class.forName(name, false, null) : null;
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter Class<?> found, @Advice.Return(readOnly = false) Class<?> result) {
    if (found != null) {
      result = found;
    }
  }
}

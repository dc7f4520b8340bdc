package io.tripmeter.signals.slowquery;

import org.jspecify.annotations.Nullable;

/** The caller of what another thread does. Its stack has names only; the classes are looked up by the loader that the thread works with. */
final class OtherThread {
  private OtherThread() {}

  static @Nullable StackTraceElement caller(Thread thread, Owners owners) {
    ClassLoader loader = thread.getContextClassLoader();
    CallerSearch<StackTraceElement> search = new CallerSearch<>();
    for (StackTraceElement frame : thread.getStackTrace()) {
      String name = frame.getClassName();
      if (!Frames.isPlumbing(name)
          && !Frames.isGeneratedMethod(frame.getMethodName())
          && search.add(frame, owner(frame, loader, owners), name)) {
        break;
      }
    }
    return search.result();
  }

  private static Owner owner(StackTraceElement frame, @Nullable ClassLoader loader, Owners owners) {
    try {
      Class<?> type = Class.forName(frame.getClassName(), false, loader);
      return owners.of(type, frame.getMethodName());
    } catch (Throwable notToBeFound) {
      return owners.byName(frame.getClassName());
    }
  }
}

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
      if (!Frames.isGeneratedMethod(frame.getMethodName())
          && search.add(frame, owner(name, loader, owners), name)) {
        break;
      }
    }
    return search.result();
  }

  private static Owner owner(String className, @Nullable ClassLoader loader, Owners owners) {
    if (Frames.isPlumbing(className)) {
      return Owner.PLUMBING;
    }
    try {
      return owners.get(Class.forName(className, false, loader));
    } catch (Throwable notToBeFound) {
      return owners.byName(className);
    }
  }
}

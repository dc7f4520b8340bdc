package io.tripmeter.signals.slowquery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For Java 8: names come from a Throwable's stack trace, classes from SecurityManager.getClassContext(). */
final class ThrownCallers extends Callers {
  private final Owners owners;

  ThrownCallers(Owners owners) {
    this.owners = owners;
  }

  @Override
  @Nullable
  StackTraceElement find() {
    return search(new CallerSearch<>());
  }

  @Override
  List<StackTraceElement> outer() {
    CallerSearch<StackTraceElement> search = new CallerSearch<>(MOST_OUTER);
    search(search);
    return search.outer();
  }

  private @Nullable StackTraceElement search(CallerSearch<StackTraceElement> search) {
    Map<String, Class<?>> classes = classes();
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      String name = frame.getClassName();
      Class<?> type = classes.get(name);
      Owner owner = type == null ? owners.byName(name) : owners.get(type);
      if (!Frames.isGeneratedMethod(frame.getMethodName()) && search.add(frame, owner, name)) {
        break;
      }
    }
    return search.result();
  }

  private static Map<String, Class<?>> classes() {
    Map<String, Class<?>> classes = new HashMap<>();
    try {
      for (Class<?> type : new Context().classes()) {
        classes.put(type.getName(), type);
      }
    } catch (SecurityException forbidden) {
      // Only names are used.
    }
    return classes;
  }

  /** Only gives access to the classes on the stack; it checks nothing. */
  private static final class Context extends SecurityManager {
    Class<?>[] classes() {
      return getClassContext();
    }
  }
}

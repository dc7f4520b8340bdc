package io.tripmeter.slowquery;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks the stack up to the frame that is looked for, by Java 9's StackWalker: a few microseconds and some hundred bytes, where a
 * Throwable's stack trace costs ten times that. By method handles, because the agent is compiled for Java 8.
 */
final class WalkedCallers extends Callers {
  private final MethodHandle walk;
  private final MethodHandle className;
  private final MethodHandle toElement;
  private final Function<Stream<Object>, @Nullable Object> search = this::search;

  WalkedCallers() throws ReflectiveOperationException {
    // Not the public lookup: walk() looks at its caller.
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<?> walkerType = Class.forName("java.lang.StackWalker");
    Class<?> frameType = Class.forName("java.lang.StackWalker$StackFrame");
    Object walker = walkerType.getMethod("getInstance").invoke(null);
    walk = lookup
        .findVirtual(walkerType, "walk", MethodType.methodType(Object.class, Function.class))
        .bindTo(walker);
    className = lookup
        .findVirtual(frameType, "getClassName", MethodType.methodType(String.class))
        .asType(MethodType.methodType(String.class, Object.class));
    toElement = lookup
        .findVirtual(
            frameType, "toStackTraceElement", MethodType.methodType(StackTraceElement.class))
        .asType(MethodType.methodType(StackTraceElement.class, Object.class));
  }

  @Override
  @Nullable
  StackTraceElement find() {
    try {
      Object frame = (Object) walk.invokeExact(search);
      return frame == null ? null : (StackTraceElement) toElement.invokeExact(frame);
    } catch (Throwable e) {
      return null;
    }
  }

  private @Nullable Object search(Stream<Object> frames) {
    Object framework = null;
    for (Iterator<Object> all = frames.iterator(); all.hasNext(); ) {
      Object frame = all.next();
      String name = nameOf(frame);
      if (!Frames.isPlumbing(name)) {
        if (!Frames.isFramework(name)) {
          return frame;
        }
        framework = framework == null ? frame : framework;
      }
    }
    return framework;
  }

  private String nameOf(Object frame) {
    try {
      return (String) className.invokeExact(frame);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

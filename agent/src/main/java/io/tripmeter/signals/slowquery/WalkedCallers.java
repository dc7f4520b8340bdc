package io.tripmeter.signals.slowquery;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks the stack up to the caller with Java 9's StackWalker. That costs a few microseconds and some hundred bytes, a tenth of a Throwable's
 * stack trace. Uses method handles, because the agent is compiled for Java 8.
 */
final class WalkedCallers extends Callers {
  private final Owners owners;
  private final MethodHandle walk;
  private final MethodHandle declaringClass;
  private final MethodHandle methodName;
  private final MethodHandle toElement;
  private final Function<Stream<Object>, @Nullable Object> search = this::search;
  private final Function<Stream<Object>, @Nullable Object> searchOuter = this::searchOuter;

  WalkedCallers(Owners owners) throws ReflectiveOperationException {
    this.owners = owners;
    // Not publicLookup(), because walk() depends on its caller.
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<?> walkerType = Class.forName("java.lang.StackWalker");
    Class<?> frameType = Class.forName("java.lang.StackWalker$StackFrame");
    Class<?> optionType = Class.forName("java.lang.StackWalker$Option");
    Object classes = optionType.getField("RETAIN_CLASS_REFERENCE").get(null);
    Object walker = walkerType.getMethod("getInstance", optionType).invoke(null, classes);
    walk = lookup
        .findVirtual(walkerType, "walk", MethodType.methodType(Object.class, Function.class))
        .bindTo(walker);
    declaringClass = lookup
        .findVirtual(frameType, "getDeclaringClass", MethodType.methodType(Class.class))
        .asType(MethodType.methodType(Class.class, Object.class));
    methodName = lookup
        .findVirtual(frameType, "getMethodName", MethodType.methodType(String.class))
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
      return frame == null ? null : element(frame);
    } catch (Throwable e) {
      return null;
    }
  }

  @Override
  List<StackTraceElement> outer() {
    try {
      Object outer = (Object) walk.invokeExact(searchOuter);
      return Arrays.asList((StackTraceElement[]) outer);
    } catch (Throwable e) {
      return Collections.emptyList();
    }
  }

  private Object searchOuter(Stream<Object> frames) {
    CallerSearch<Object> search = new CallerSearch<>(MOST_OUTER);
    search(frames, search);
    return search.outer().stream().map(this::element).toArray(StackTraceElement[]::new);
  }

  private @Nullable Object search(Stream<Object> frames) {
    return search(frames, new CallerSearch<>());
  }

  private @Nullable Object search(Stream<Object> frames, CallerSearch<Object> search) {
    for (Iterator<Object> all = frames.iterator(); all.hasNext(); ) {
      Object frame = all.next();
      Class<?> type = classOf(frame);
      Owner owner = owners.get(type);
      if ((owner == Owner.PLUMBING || !Frames.isGeneratedMethod(methodOf(frame)))
          && search.add(frame, owner, type.getName())) {
        break;
      }
    }
    return search.result();
  }

  private Class<?> classOf(Object frame) {
    try {
      return (Class<?>) declaringClass.invokeExact(frame);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private StackTraceElement element(Object frame) {
    try {
      return (StackTraceElement) toElement.invokeExact(frame);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private String methodOf(Object frame) {
    try {
      return (String) methodName.invokeExact(frame);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

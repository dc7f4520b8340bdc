package io.tripmeter.reflect;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A public method of an API that the agent is not compiled against. A call allocates no arrays as reflection does, and returns null if the
 * library's version does not have the method.
 * Kept in a {@link ClassValue} of its class, so that it keeps no class loader alive.
 */
public final class ApiMethod {
  private final @Nullable MethodHandle handle;
  private final @Nullable Class<?> result;

  private ApiMethod(@Nullable MethodHandle handle, @Nullable Class<?> result) {
    this.handle = handle;
    this.result = result;
  }

  public static ApiMethod of(@Nullable Class<?> owner, String name, Class<?>... parameters) {
    if (owner == null) {
      return new ApiMethod(null, null);
    }
    try {
      Method method = owner.getMethod(name, parameters);
      MethodType generic = MethodType.genericMethodType(parameters.length + 1);
      return new ApiMethod(
          MethodHandles.publicLookup().unreflect(method).asType(generic), method.getReturnType());
    } catch (ReflectiveOperationException | LinkageError absent) {
      return new ApiMethod(null, null);
    }
  }

  /** A static method without parameters; the target of a call is ignored. */
  public static ApiMethod ofStatic(@Nullable Class<?> owner, String name) {
    if (owner == null) {
      return new ApiMethod(null, null);
    }
    try {
      Method method = owner.getMethod(name);
      MethodHandle generic =
          MethodHandles.publicLookup().unreflect(method).asType(MethodType.genericMethodType(0));
      return new ApiMethod(
          MethodHandles.dropArguments(generic, 0, Object.class), method.getReturnType());
    } catch (ReflectiveOperationException | LinkageError absent) {
      return new ApiMethod(null, null);
    }
  }

  public boolean exists() {
    return handle != null;
  }

  /** As declared; null if the method does not exist. */
  public @Nullable Class<?> resultType() {
    return result;
  }

  public @Nullable Object call(Object target) throws Throwable {
    return handle == null ? null : (Object) handle.invokeExact(target);
  }

  public @Nullable Object call(Object target, @Nullable Object argument) throws Throwable {
    return handle == null ? null : (Object) handle.invokeExact(target, argument);
  }

  public void call(Object target, Object first, Object second) throws Throwable {
    if (handle != null) {
      Object ignored = (Object) handle.invokeExact(target, first, second);
    }
  }

  /** The result as text, empty for null. */
  public String text(Object target) throws Throwable {
    Object text = call(target);
    return text == null ? "" : text.toString();
  }

  public boolean isTrue(Object target) throws Throwable {
    return Boolean.TRUE.equals(call(target));
  }
}

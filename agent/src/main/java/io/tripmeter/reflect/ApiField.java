package io.tripmeter.reflect;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** A field of a class of the JDK's or a library's, opened to the agent alone if it is private; null if this version does not have it. */
public final class ApiField {
  private final @Nullable MethodHandle getter;

  private ApiField(@Nullable MethodHandle getter) {
    this.getter = getter;
  }

  public static ApiField of(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      MemberAccess.open(field, owner);
      MethodType generic = MethodType.genericMethodType(1);
      return new ApiField(MethodHandles.lookup().unreflectGetter(field).asType(generic));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError absent) {
      return new ApiField(null);
    }
  }

  public @Nullable Object get(Object target) throws Throwable {
    return getter == null ? null : (Object) getter.invokeExact(target);
  }
}

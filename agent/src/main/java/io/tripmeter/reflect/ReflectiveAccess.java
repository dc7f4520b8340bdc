package io.tripmeter.reflect;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * An object of the application, its private members included. Nothing is cached: these are calls made when a pool or a connection is
 * opened, and a cache would pin the application's class loader.
 */
public final class ReflectiveAccess {
  private final Object target;

  private ReflectiveAccess(Object target) {
    this.target = target;
  }

  public static ReflectiveAccess of(Object target) {
    return new ReflectiveAccess(target);
  }

  public boolean has(String method) {
    return method(method, -1) != null;
  }

  public boolean hasWith(String method, int arguments) {
    return method(method, arguments) != null;
  }

  /** Whether the class itself has this method, its parameters' types and nothing else in this order. */
  public boolean declares(String name, String... parameterTypes) {
    for (Method method : target.getClass().getDeclaredMethods()) {
      if (method.getName().equals(name) && hasParameters(method, parameterTypes)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasParameters(Method method, String[] types) {
    Class<?>[] found = method.getParameterTypes();
    for (int i = 0; i < found.length; i++) {
      if (i >= types.length || !found[i].getName().equals(types[i])) {
        return false;
      }
    }
    return found.length == types.length;
  }

  /** Calls the method of this name that takes as many arguments; what it throws is thrown as it is. */
  public @Nullable Object call(String name, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    Method method = method(name, arguments.length);
    if (method == null) {
      throw new NoSuchMethodException(target.getClass().getName() + "." + name);
    }
    Opening.open(method, method.getDeclaringClass());
    return method.invoke(target, arguments);
  }

  /** What the call returns, which is never null there. */
  public Object get(String name) throws ReflectiveOperationException {
    Object value = call(name);
    if (value == null) {
      throw new ReflectiveOperationException(target.getClass().getName() + "." + name + " is null");
    }
    return value;
  }

  public int number(String name) throws ReflectiveOperationException {
    Object value = call(name);
    return value instanceof Number ? ((Number) value).intValue() : -1;
  }

  public @Nullable Object field(String name) throws ReflectiveOperationException {
    return find(name).get(target);
  }

  public void set(String field, Object value) throws ReflectiveOperationException {
    find(field).set(target, value);
  }

  /** The object that a field holds, which is never null there. */
  public ReflectiveAccess part(String field) throws ReflectiveOperationException {
    Object value = field(field);
    if (value == null) {
      throw new NoSuchFieldException(target.getClass().getName() + "." + field + " is null");
    }
    return of(value);
  }

  /** A new object of the same class, by its only constructor, public or not, that takes as many arguments. */
  public Object another(@Nullable Object... arguments) throws ReflectiveOperationException {
    Class<?> type = target.getClass();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == arguments.length) {
        Opening.open(constructor, type);
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(
        type.getName() + ".<init> with " + arguments.length + " arguments");
  }

  /** What a call that went wrong threw. */
  public static Throwable cause(ReflectiveOperationException failure) {
    Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  private Field find(String name) throws NoSuchFieldException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          Opening.open((AccessibleObject) field, type);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(target.getClass().getName() + "." + name);
  }

  private @Nullable Method method(String name, int arguments) {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && !method.isBridge()
            && (arguments < 0 || method.getParameterCount() == arguments)) {
          return method;
        }
      }
    }
    return null;
  }
}

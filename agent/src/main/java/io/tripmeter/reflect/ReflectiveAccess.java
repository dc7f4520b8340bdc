package io.tripmeter.reflect;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Access to an object of the application, private members included. Nothing is cached: these calls are made only when a pool or a
 * connection is opened, and a cache would pin the application's class loader.
 */
public final class ReflectiveAccess {
  private final Object target;

  private ReflectiveAccess(Object target) {
    this.target = target;
  }

  public static ReflectiveAccess of(Object target) {
    return new ReflectiveAccess(target);
  }

  public Object target() {
    return target;
  }

  public boolean has(String method) {
    return method(method, -1) != null;
  }

  public boolean hasWith(String method, int arguments) {
    return method(method, arguments) != null;
  }

  /** Whether the class itself declares this method with exactly these parameter types. */
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

  /**
   * Calls the method with this name and number of arguments.
   *
   * @throws java.lang.reflect.InvocationTargetException around what the method throws; see {@link #cause}
   */
  public @Nullable Object call(String name, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    Method method = method(name, arguments.length);
    if (method == null) {
      throw new NoSuchMethodException(target.getClass().getName() + "." + name);
    }
    MemberAccess.open(method, method.getDeclaringClass());
    return method.invoke(target, arguments);
  }

  /** Calls the method with this name, of several, that takes this argument. */
  public @Nullable Object callWith(String name, Object argument)
      throws ReflectiveOperationException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        Class<?>[] parameters = method.getParameterTypes();
        if (method.getName().equals(name)
            && parameters.length == 1
            && parameters[0].isInstance(argument)) {
          MemberAccess.open(method, method.getDeclaringClass());
          return method.invoke(target, argument);
        }
      }
    }
    throw new NoSuchMethodException(target.getClass().getName() + "." + name);
  }

  /** Calls a method without arguments that must not return null. */
  public Object get(String name) throws ReflectiveOperationException {
    Object value = call(name);
    if (value == null) {
      throw new ReflectiveOperationException(target.getClass().getName() + "." + name + " is null");
    }
    return value;
  }

  /** The result of a method without arguments, -1 if it is not a number. */
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

  /** The object in a field that must not be null. */
  public ReflectiveAccess part(String field) throws ReflectiveOperationException {
    Object value = field(field);
    if (value == null) {
      throw new NoSuchFieldException(target.getClass().getName() + "." + field + " is null");
    }
    return of(value);
  }

  /** A new object of the same class, made by the constructor that takes this number of arguments, public or not. */
  public Object another(@Nullable Object... arguments) throws ReflectiveOperationException {
    Class<?> type = target.getClass();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == arguments.length) {
        MemberAccess.open(constructor, type);
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(
        type.getName() + ".<init> with " + arguments.length + " arguments");
  }

  /** The exception that the called method threw, else the failure itself. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }

  private Field find(String name) throws NoSuchFieldException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          MemberAccess.open((AccessibleObject) field, type);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(target.getClass().getName() + "." + name);
  }

  private @Nullable Method method(String name, int arguments) {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      Method declared = named(type.getDeclaredMethods(), name, arguments);
      if (declared != null) {
        return declared;
      }
    }
    // An interface may have it with a body.
    return named(target.getClass().getMethods(), name, arguments);
  }

  private static @Nullable Method named(Method[] methods, String name, int arguments) {
    for (Method method : methods) {
      if (method.getName().equals(name)
          && !method.isBridge()
          && (arguments < 0 || method.getParameterCount() == arguments)) {
        return method;
      }
    }
    return null;
  }
}

package io.tripmeter.reflect;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Public methods without arguments, by name, of any object of the application's. Each is looked up once a class and kept with that class, so
 * that no class loader is kept alive.
 */
public final class Getters {
  private static final ClassValue<Map<String, ApiMethod>> KNOWN =
      new ClassValue<Map<String, ApiMethod>>() {
        @Override
        protected Map<String, ApiMethod> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Getters() {}

  private static final ClassValue<Map<String, ApiField>> FIELDS =
      new ClassValue<Map<String, ApiField>>() {
        @Override
        protected Map<String, ApiField> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /** A field of the object's own class, private or not; null if there is none. */
  public static @Nullable Object field(Object target, String name) throws Throwable {
    Map<String, ApiField> known = FIELDS.get(target.getClass());
    ApiField field = known.get(name);
    if (field == null) {
      field = ApiField.of(target.getClass(), name);
      known.put(name, field);
    }
    return field.get(target);
  }

  /** Null if there is no such method, or if it returns null. */
  public static @Nullable Object get(Object target, String name) throws Throwable {
    Class<?> type = target.getClass();
    Map<String, ApiMethod> known = KNOWN.get(type);
    ApiMethod method = known.get(name);
    if (method == null) {
      method = ApiMethod.of(declaring(type, name), name);
      known.put(name, method);
    }
    return method.call(target);
  }

  /** The public class or interface through which it may be called; a library's own class often is not public. */
  private static @Nullable Class<?> declaring(@Nullable Class<?> type, String name) {
    if (type == null) {
      return null;
    }
    if (Modifier.isPublic(type.getModifiers())) {
      try {
        Method method = type.getMethod(name);
        if (Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
          return method.getDeclaringClass();
        }
      } catch (NoSuchMethodException | LinkageError absent) {
        // Perhaps an interface has it that could be loaded.
      }
    }
    for (Class<?> implemented : type.getInterfaces()) {
      Class<?> found = declaring(implemented, name);
      if (found != null) {
        return found;
      }
    }
    return declaring(type.getSuperclass(), name);
  }
}

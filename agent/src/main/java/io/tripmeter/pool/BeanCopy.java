package io.tripmeter.pool;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Gives an object the values of another one of its class: of all that has a getter and a setter, both public. */
public final class BeanCopy {
  private BeanCopy() {}

  /** @param without names of values, as {@code LogWriter}, that are not copied */
  public static void copy(Object from, Object to, String... without)
      throws ReflectiveOperationException {
    Collection<String> excepted = Arrays.asList(without);
    Map<String, Method> getters = getters(from.getClass());
    for (Method setter : from.getClass().getMethods()) {
      String name = setter.getName().startsWith("set") ? setter.getName().substring(3) : "";
      Method getter = getters.get(name);
      if (getter != null
          && setter.getParameterCount() == 1
          && takes(setter.getParameterTypes()[0], getter.getReturnType())
          && !excepted.contains(name)) {
        Object value = getter.invoke(from);
        if (value != null) {
          setter.invoke(to, value);
        }
      }
    }
  }

  private static boolean takes(Class<?> parameter, Class<?> value) {
    return parameter.isAssignableFrom(value);
  }

  private static Map<String, Method> getters(Class<?> type) {
    Map<String, Method> getters = new HashMap<>();
    for (Method method : type.getMethods()) {
      String name = method.getName();
      int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
      if (prefix > 0 && method.getParameterCount() == 0) {
        getters.put(name.substring(prefix), method);
      }
    }
    return getters;
  }
}

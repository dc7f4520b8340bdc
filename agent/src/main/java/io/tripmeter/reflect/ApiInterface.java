package io.tripmeter.reflect;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An interface of an API that is in this process in several copies, some of them shaded: only the end of its name is the same in all. */
public final class ApiInterface {
  private ApiInterface() {}

  /** The interface that the class has, itself or inherited, whose name ends so; null if there is none. */
  public static @Nullable Class<?> of(Class<?> from, String nameEnd) {
    Deque<Class<?>> next = new ArrayDeque<>();
    next.add(from);
    while (!next.isEmpty()) {
      Class<?> type = next.remove();
      if (type.isInterface() && type.getName().endsWith(nameEnd)) {
        return type;
      }
      for (Class<?> inherited : type.getInterfaces()) {
        next.add(inherited);
      }
      if (type.getSuperclass() != null) {
        next.add(type.getSuperclass());
      }
    }
    return null;
  }
}

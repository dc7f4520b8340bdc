package io.tripmeter.pool.agroal;

import io.tripmeter.reflect.ReflectiveAccess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ConnectionHandlers of a ConnectionPool. */
final class AgroalConnections {
  private AgroalConnections() {}

  /** Those that are in the pool now; an exception where that is not known. */
  static List<Object> of(Object pool) {
    try {
      Object all = ReflectiveAccess.of(pool).field("allConnections");
      if (!(all instanceof Iterable)) {
        throw new IllegalStateException("ConnectionPool.allConnections is another type");
      }
      List<Object> handlers = new ArrayList<>();
      for (Object each : (Iterable<?>) all) {
        handlers.add(each);
      }
      return handlers;
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException(unknown);
    }
  }

  static boolean isIn(Object handler, String state) {
    try {
      return state.equals(String.valueOf(ReflectiveAccess.of(handler).field("state")));
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException(unknown);
    }
  }

  /** Takes an idle connection out of the pool and has it closed; false if it is not idle. */
  static boolean flush(Object pool, Object handler) throws ReflectiveOperationException {
    if (!Boolean.TRUE.equals(tryFlush(handler))) {
      return false;
    }
    ReflectiveAccess.of(pool).call("removeFromPool", handler);
    return true;
  }

  private static @Nullable Object tryFlush(Object handler) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(handler);
    if (access.has("tryFlushFromIdle")) {
      return access.call("tryFlushFromIdle");
    }
    Object state = access.field("state");
    if (!(state instanceof Enum)) {
      throw new NoSuchFieldException("ConnectionHandler.state is no enum");
    }
    Class<?> states = ((Enum<?>) state).getDeclaringClass();
    return access.call("setState", constant(states, "CHECKED_IN"), constant(states, "FLUSH"));
  }

  private static Object constant(Class<?> states, String name) throws NoSuchFieldException {
    for (Object each : states.getEnumConstants()) {
      if (String.valueOf(each).equals(name)) {
        return each;
      }
    }
    throw new NoSuchFieldException("ConnectionHandler.State." + name);
  }
}

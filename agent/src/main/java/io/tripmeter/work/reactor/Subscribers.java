package io.tripmeter.work.reactor;

import io.tripmeter.reflect.ApiField;
import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/**
 * Reactor's operators, each with the subscriber that it passes its signals on to ({@code Scannable.Attr.ACTUAL}), and those of Spring's that
 * do not tell it.
 */
final class Subscribers {
  /** More than this is no chain but a circle. */
  private static final int MOST = 500;

  private static final ClassValue<Subscribers> BY_CLASS = new ClassValue<Subscribers>() {
    @Override
    protected Subscribers computeValue(Class<?> type) {
      return new Subscribers(type);
    }
  };

  /** Between a body and its response; names as in Spring 5.3 to 7.0. */
  private static final String BARRIER =
      "org.springframework.http.server.reactive.ChannelSendOperator$Write";

  private final ApiMethod scan;
  private final @Nullable ApiField field;
  private final @Nullable Object actual;

  private Subscribers(Class<?> type) {
    field = type.getName().startsWith(BARRIER) ? field(type) : null;
    Class<?> scannable = find(type);
    Class<?> attribute = null;
    Object found = null;
    try {
      if (scannable != null) {
        attribute = Class.forName(scannable.getName() + "$Attr", true, scannable.getClassLoader());
        found = attribute.getField("ACTUAL").get(null);
      }
    } catch (ReflectiveOperationException | LinkageError unknown) {
      // Of another Reactor: it leads nowhere.
    }
    actual = found;
    scan = attribute == null
        ? ApiMethod.of(null, "scanUnsafe")
        : ApiMethod.of(scannable, "scanUnsafe", attribute);
  }

  /** Who is at the end of the chain that this begins; null if it is no chain. */
  static @Nullable Object last(Object first) throws Throwable {
    Object at = first;
    for (int i = 0; i < MOST; i++) {
      Subscribers here = BY_CLASS.get(at.getClass());
      Object next = here.next(at);
      if (next == null) {
        return at == first ? null : at;
      }
      at = next;
    }
    return null;
  }

  private @Nullable Object next(Object at) throws Throwable {
    if (field != null) {
      return field.get(at);
    }
    return actual == null ? null : scan.call(at, actual);
  }

  private static ApiField field(Class<?> barrier) {
    boolean isFirst = barrier.getName().equals(BARRIER + "Barrier");
    return ApiField.of(barrier, isFirst ? "writeCompletionBarrier" : "completionSubscriber");
  }

  private static @Nullable Class<?> find(@Nullable Class<?> type) {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      if (level.getName().equals("reactor.core.Scannable")) {
        return level;
      }
      for (Class<?> implemented : level.getInterfaces()) {
        Class<?> found = find(implemented);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}

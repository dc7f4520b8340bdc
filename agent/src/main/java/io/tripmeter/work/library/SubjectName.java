package io.tripmeter.work.library;

import io.tripmeter.reflect.ClassNames;
import io.tripmeter.reflect.Getters;
import java.lang.reflect.Member;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A name from what the library's subject tells: {@code "getJobDetail.getJobClass"} is called one after the other. Several are joined by a dot
 * ({@code "getTarget + getMethod"}), the first of some that there is by {@code |}, a field by {@code #}. An object's name is its class's, a method's its own.
 */
final class SubjectName {
  private final String[][][] parts;

  SubjectName(String pattern) {
    String[] joined = pattern.split(" \\+ ", -1);
    parts = new String[joined.length][][];
    for (int i = 0; i < joined.length; i++) {
      String[] either = joined[i].split(" \\| ", -1);
      parts[i] = new String[either.length][];
      for (int j = 0; j < either.length; j++) {
        parts[i][j] = either[j].isEmpty() ? new String[0] : either[j].split("\\.", -1);
      }
    }
  }

  /** Null if a part of it is missing. */
  @Nullable
  String of(Object subject) throws Throwable {
    StringBuilder name = new StringBuilder();
    for (String[][] either : parts) {
      String part = first(subject, either);
      if (part == null) {
        return null;
      }
      name.append(name.length() == 0 ? "" : ".").append(part);
    }
    return name.toString();
  }

  private static @Nullable String first(Object subject, String[][] either) throws Throwable {
    for (String[] path : either) {
      Object found = follow(subject, path);
      String text = found == null ? null : text(found);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable Object follow(Object subject, String[] path) throws Throwable {
    Object at = one(subject);
    for (String getter : path) {
      at = at == null
          ? null
          : getter.startsWith("#")
              ? Getters.field(at, getter.substring(1))
              : Getters.get(at, getter);
    }
    return at;
  }

  /** A batch is named by its first: a library makes one of what belongs together. */
  private static @Nullable Object one(Object subject) {
    if (!(subject instanceof Iterable)) {
      return subject;
    }
    Iterator<?> all = ((Iterable<?>) subject).iterator();
    return all.hasNext() ? all.next() : null;
  }

  private static @Nullable String text(Object found) {
    if (found instanceof CharSequence) {
      return withoutValues(found.toString());
    }
    if (found instanceof Member) {
      return ((Member) found).getName();
    }
    return found instanceof Class ? ClassNames.of((Class<?>) found) : ClassNames.ofObject(found);
  }

  /**
   * Names that are made at run time: {@code step:partition7} of Spring Batch, {@code amq.gen-3Xk...} of RabbitMQ and Spring; of JMS's
   * temporary destinations, {@code ID:host-4711...}, nothing is left.
   */
  private static @Nullable String withoutValues(String text) {
    if (text.isEmpty() || text.startsWith("ID:")) {
      return null;
    }
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      // IBM MQ's queue:///ORDERS.
      return withoutValues(
          text.substring(text.startsWith("/", scheme + 3) ? scheme + 4 : scheme + 3));
    }
    int generated = text.indexOf(".gen-");
    int colon = text.indexOf(':');
    int end = generated > 0 ? generated + 4 : colon < 0 ? text.length() : colon;
    return text.substring(0, end);
  }
}

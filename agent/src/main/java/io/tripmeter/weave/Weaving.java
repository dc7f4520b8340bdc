package io.tripmeter.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which advice goes into which methods of a class. Plain strings, so that the lists of drivers, pools and servers can be read before
 * ByteBuddy is loaded, and ByteBuddy is loaded only when a class on a list is.
 *
 * <p>A method is selected by its name, {@code commit}, or by its name and the beginning of its descriptor, {@code getConnection(J)},
 * or by its name and the end of it, {@code *)Ljava/sql/ResultSet;}; {@code *} is any name, {@code <init>} selects constructors. A method
 * that a version of the library does not have is simply not there, unless it is {@linkplain #requires required}.
 */
public final class Weaving {
  private final String target;
  private final List<String[]> advice = new ArrayList<>();
  private final List<String> required = new ArrayList<>();

  private Weaving(String target) {
    this.target = target;
  }

  /** Into the class of this name. */
  public static Weaving into(String className) {
    return new Weaving(className.replace('.', '/'));
  }

  /** Into every class that itself declares a method with this descriptor, for instance of an interface that applications implement. */
  public static Weaving intoDeclaring(String descriptor) {
    return new Weaving(descriptor);
  }

  /** The advice class of this simple name, from {@code io.tripmeter.advice}, into these methods. */
  public Weaving advise(String adviceName, String... methods) {
    for (String method : methods) {
      advice.add(new String[] {method, adviceName});
    }
    return this;
  }

  /** The same into one method, as long as the class itself declares these fields, which the advice reads. */
  public Weaving adviseReading(String adviceName, String method, String... fields) {
    String[] all = new String[fields.length + 2];
    all[0] = method;
    all[1] = adviceName;
    System.arraycopy(fields, 0, all, 2, fields.length);
    advice.add(all);
    return this;
  }

  /** Without these methods the class is of a version that we do not know, and is left alone. */
  public Weaving requires(String... methods) {
    Collections.addAll(required, methods);
    return this;
  }

  List<String> required() {
    return Collections.unmodifiableList(required);
  }

  boolean isByDescriptor() {
    return target.charAt(0) == '(';
  }

  /** Internal class name, or the descriptor. */
  String target() {
    return target;
  }

  /** Method selector, advice name, and fields without which that one advice is left out. */
  List<String[]> advice() {
    return Collections.unmodifiableList(advice);
  }
}

package io.tripmeter.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which advice goes into which methods of a class. Plain strings, so that the lists of drivers, pools and servers can be read before
 * ASM is loaded, and ASM is loaded only when a class on a list is.
 *
 * <p>A method is selected by its name, {@code commit}, or by its name and the beginning of its descriptor, {@code getConnection(J)},
 * or by its name and the end of it, {@code *)Ljava/sql/ResultSet;}; {@code *} is any name, {@code <init>} selects constructors. A method
 * that a version of the library does not have is simply not there, unless it is {@linkplain #requires required}.
 */
public final class Weaving {
  private final String target;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> required = new ArrayList<>();

  private final List<String> named = new ArrayList<>();

  private @Nullable String loadedWith;
  private boolean loadedEarly;

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
    return advise(BoundAdvice.of(adviceName), methods);
  }

  public Weaving advise(BoundAdvice bound, String... methods) {
    for (String method : methods) {
      rows.add(new Row(bound, method));
    }
    return this;
  }

  /** Without these methods the class is of a version that we do not know, and is left alone. */
  public Weaving requires(String... methods) {
    Collections.addAll(required, methods);
    return this;
  }

  /** An operator has named this method: a class without it is worth a line. */
  public Weaving named(String method) {
    named.add(method);
    return this;
  }

  /** The same where the library is in another package. */
  Weaving relocated(Relocation relocation) {
    Weaving other = new Weaving(relocation.text(target));
    for (Row row : rows) {
      other.advise(row.advice.relocated(relocation), relocation.text(row.selector));
    }
    for (String method : required) {
      other.required.add(relocation.text(method));
    }
    return other;
  }

  /** Into a class of the JDK that is to be loaded, and so changed, as soon as this other one is. */
  public Weaving loadedWith(String className) {
    loadedWith = className.replace('.', '/');
    return this;
  }

  /** Into a class of the boot loader that is to be loaded, and so changed, when a pool or the driver is first seen: most pools need it. */
  public Weaving loadedEarly() {
    loadedEarly = true;
    return this;
  }

  boolean isLoadedEarly() {
    return loadedEarly;
  }

  @Nullable
  String loadedWith() {
    return loadedWith;
  }

  List<String> required() {
    return Collections.unmodifiableList(required);
  }

  List<String> named() {
    return Collections.unmodifiableList(named);
  }

  boolean isByDescriptor() {
    return target.charAt(0) == '(';
  }

  /** Internal class name, or the descriptor. */
  String target() {
    return target;
  }

  List<Row> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** One advice and one selector of methods. */
  final class Row {
    final BoundAdvice advice;
    private final String selector;
    private @Nullable MethodSelector methods;

    private Row(BoundAdvice advice, String selector) {
      this.advice = advice;
      this.selector = selector;
    }

    /** The methods that the advice goes into. */
    MethodSelector methods() {
      MethodSelector known = methods;
      if (known == null) {
        known = new MethodSelector(selector, isByDescriptor() ? target : null);
        methods = known;
      }
      return known;
    }
  }
}

package io.tripmeter.weave;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An advice of {@code io.tripmeter.advice}, the values of its {@code @Constant} parameters and the fields that it cannot do without. Immutable:
 * one value serves many rows of a {@link Weaving}.
 */
public final class BoundAdvice {
  private final String name;
  private final Map<String, Object> constants;
  private final List<String> fields;
  private final Map<String, String> renamed;
  private final @Nullable Relocation relocation;

  private BoundAdvice(
      String name,
      Map<String, Object> constants,
      List<String> fields,
      Map<String, String> renamed,
      @Nullable Relocation relocation) {
    this.name = name;
    this.constants = constants;
    this.fields = fields;
    this.renamed = renamed;
    this.relocation = relocation;
  }

  /**
   * @param name the simple name of a class, whose methods {@code enter} and {@code exit} are the advice, or {@code TripAdvice.startCopy} for
   *     {@code enterStartCopy} and {@code exitStartCopy} of a class that has several; one of the two may be missing
   */
  public static BoundAdvice of(String name) {
    return new BoundAdvice(
        name, Collections.emptyMap(), Collections.emptyList(), Collections.emptyMap(), null);
  }

  /**
   * The same with a value for the parameters {@code @Constant(constant)}. A constant that the advice has no parameter for is ignored.
   *
   * @param value an int, a String, or an enum constant of a class that the bootstrap loader has
   */
  public BoundAdvice with(String constant, Object value) {
    Map<String, Object> more = new HashMap<>(constants);
    more.put(constant, value);
    return new BoundAdvice(name, more, fields, renamed, relocation);
  }

  /** The same for classes only that themselves declare these fields, which the advice reads or writes. */
  public BoundAdvice using(String... declared) {
    return new BoundAdvice(name, constants, Arrays.asList(declared), renamed, relocation);
  }

  /** The same for classes only that declare this field, which is another name for the one that the advice reads or writes. */
  public BoundAdvice usingAs(String declared, String inAdvice) {
    return new BoundAdvice(
        name,
        constants,
        Collections.singletonList(declared),
        Collections.singletonMap(inAdvice, declared),
        relocation);
  }

  /** The same for a library in another package. */
  BoundAdvice relocated(Relocation to) {
    return new BoundAdvice(name, constants, fields, renamed, to);
  }

  /** Null if the library is in its own package. */
  @Nullable
  Relocation relocation() {
    return relocation;
  }

  String name() {
    return name;
  }

  /** The value of a constant, null if it has none. */
  @Nullable
  Object constant(String constant) {
    return constants.get(constant);
  }

  List<String> fields() {
    return fields;
  }

  /** The class's name for a field of the advice's. */
  String declared(String inAdvice) {
    String other = renamed.get(inAdvice);
    return other == null ? inAdvice : other;
  }
}

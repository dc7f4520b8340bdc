package io.tripmeter.weave;

import net.bytebuddy.jar.asm.Type;

/** One advice method: where its parameters come from and go to, and when it runs. */
final class AdviceMethod {
  /** What a parameter is of the method that the advice is copied into. */
  enum Source {
    THIS,
    /** The argument of this {@link Parameter#index}. */
    ARGUMENT,
    /** The instance's field of this {@link Parameter#name}. */
    FIELD,
    /** What the method returns; its type's default if it does not. */
    RETURN,
    /** What the method throws, or null. */
    THROWN,
    /** What the advice at the method's beginning has returned. */
    ENTER,
    /** The constant of this {@link Parameter#name}, see {@link BoundAdvice#with}. */
    CONSTANT
  }

  static final class Parameter {
    final Type type;
    final int slot;
    Source source = Source.THIS;
    int index;
    String name = "";

    /** Whether what the advice assigns to it counts for the method. */
    boolean isWritten;

    Parameter(Type type, int slot) {
      this.type = type;
      this.slot = slot;
    }
  }

  private final String name;
  private final Type returns;
  private final Parameter[] parameters;

  /** What it throws is dropped. */
  boolean suppresses;

  /** At the end: also if the method throws. */
  boolean runsOnThrowable;

  /** At the beginning: whether the method is left out if this returns anything but its type's default. */
  boolean skips;

  AdviceMethod(String name, String descriptor) {
    this.name = name;
    returns = Type.getReturnType(descriptor);
    Type[] types = Type.getArgumentTypes(descriptor);
    parameters = new Parameter[types.length];
    int slot = 0;
    for (int i = 0; i < types.length; i++) {
      parameters[i] = new Parameter(types[i], slot);
      slot += types[i].getSize();
    }
  }

  String name() {
    return name;
  }

  Type returns() {
    return returns;
  }

  Parameter[] parameters() {
    return parameters;
  }

  /** Whether it needs the instance: itself, or a field of it. */
  boolean readsInstance() {
    return reads(Source.THIS) || reads(Source.FIELD);
  }

  boolean readsThrown() {
    return runsOnThrowable || reads(Source.THROWN);
  }

  boolean readsArgument(int index) {
    for (Parameter parameter : parameters) {
      if (parameter.source == Source.ARGUMENT && parameter.index == index) {
        return true;
      }
    }
    return false;
  }

  private boolean reads(Source source) {
    for (Parameter parameter : parameters) {
      if (parameter.source == source) {
        return true;
      }
    }
    return false;
  }
}

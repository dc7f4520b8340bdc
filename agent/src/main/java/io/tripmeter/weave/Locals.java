package io.tripmeter.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The types of local variables at one place of a method, by slot, as a stack map frame tells them (JVM specification, 4.7.4). */
final class Locals {
  private static final Object SECOND_SLOT = new Object();

  private final List<Object> slots = new ArrayList<>();

  Locals() {}

  /** As {@link net.bytebuddy.jar.asm.MethodVisitor#visitFrame} gives them. */
  Locals(int count, Object[] types) {
    for (int i = 0; i < count; i++) {
      add(types[i]);
    }
  }

  Locals(Locals other) {
    slots.addAll(other.slots);
  }

  private void add(Object type) {
    slots.add(type);
    if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
      slots.add(SECOND_SLOT);
    }
  }

  /** From this slot on; what lies between is not known. */
  Locals with(int slot, Object type) {
    while (slots.size() < slot + 2) {
      slots.add(Opcodes.TOP);
    }
    slots.set(slot, type);
    if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
      slots.set(slot + 1, SECOND_SLOT);
    }
    return this;
  }

  Locals with(int slot, Type type) {
    return with(slot, frameType(type));
  }

  /** These, each so many slots further up. */
  Locals with(int slot, Locals others) {
    for (int i = 0; i < others.slots.size(); i++) {
      Object type = others.slots.get(i);
      if (type != SECOND_SLOT) {
        with(slot + i, type);
      }
    }
    return this;
  }

  /** As visitFrame takes them. */
  Object[] types() {
    Object[] types = new Object[slots.size()];
    int count = 0;
    int used = 0;
    for (Object type : slots) {
      if (type != SECOND_SLOT) {
        types[count++] = type;
        used = type == Opcodes.TOP ? used : count;
      }
    }
    return Arrays.copyOf(types, used);
  }

  static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.OBJECT:
      case Type.ARRAY:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}

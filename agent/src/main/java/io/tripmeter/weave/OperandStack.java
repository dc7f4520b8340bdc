package io.tripmeter.weave;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The slots of the operand stack: what an instruction takes from it and puts on it. A long and a double take two slots, of which the second
 * one is told apart, so that the stack can be emptied slot by slot.
 *
 * <p>Source: Java Virtual Machine Specification, 2.6.2 and 6.5.
 */
final class OperandStack {
  private static final char SLOT = '1';
  private static final String VALUE = "1";
  private static final String WIDE_VALUE = "12";

  /** Slots that each conversion from I2L to D2F takes and puts. */
  private static final String CONVERTED = "111222111222";

  private static final String CONVERTED_TO = "212112122121";

  private final StringBuilder slots;

  OperandStack(String slots) {
    this.slots = new StringBuilder(slots);
  }

  /** All slots, to be given to another stack. */
  String slots() {
    return slots.toString();
  }

  boolean isEmpty() {
    return slots.length() == 0;
  }

  boolean hasWideValueOnTop() {
    return slots.charAt(slots.length() - 1) != SLOT;
  }

  /** @param size 0, 1 or 2 slots of one value */
  void push(int size) {
    slots.append(size == 0 ? "" : size == 1 ? VALUE : WIDE_VALUE);
  }

  void push(Type type) {
    push(type.getSize());
  }

  void pop(int count) {
    if (count > slots.length()) {
      throw new UnsupportedOperationException("an operand stack that cannot be followed");
    }
    slots.setLength(slots.length() - count);
  }

  /** The effect of an instruction without operands that is no return. */
  void apply(int opcode) {
    if (opcode <= Opcodes.DCONST_1) {
      push(opcode == Opcodes.NOP ? 0 : isWideConstant(opcode) ? 2 : 1);
    } else if (opcode <= Opcodes.SALOAD) {
      pop(2);
      push(sizeOfElement(opcode - Opcodes.IALOAD));
    } else if (opcode <= Opcodes.SASTORE) {
      pop(2 + sizeOfElement(opcode - Opcodes.IASTORE));
    } else if (opcode <= Opcodes.POP2) {
      pop(opcode - Opcodes.POP + 1);
    } else if (opcode <= Opcodes.SWAP) {
      rearrange(opcode);
    } else if (opcode <= Opcodes.DCMPG) {
      calculate(opcode);
    } else if (opcode != Opcodes.ARRAYLENGTH) {
      // MONITORENTER, MONITOREXIT, ATHROW.
      pop(1);
    }
  }

  private static boolean isWideConstant(int opcode) {
    return opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1 || opcode >= Opcodes.DCONST_0;
  }

  /** @param type int, long, float, double, reference, byte, char, short */
  private static int sizeOfElement(int type) {
    return type == 1 || type == 3 ? 2 : 1;
  }

  private void rearrange(int opcode) {
    int end = slots.length();
    if (opcode == Opcodes.SWAP) {
      return;
    }
    // DUP, DUP_X1, DUP_X2 and the same with two slots: a copy of the top goes below as many further
    // slots.
    int copied = opcode < Opcodes.DUP2 ? 1 : 2;
    int below = opcode - (copied == 1 ? Opcodes.DUP : Opcodes.DUP2);
    if (copied + below > end) {
      throw new UnsupportedOperationException("an operand stack that cannot be followed");
    }
    slots.insert(end - copied - below, slots.substring(end - copied));
  }

  private void calculate(int opcode) {
    // Types alternate: int, long, float, double.
    int size = 1 + (opcode & 1);
    if (opcode <= Opcodes.DREM) {
      pop(size);
    } else if (opcode <= Opcodes.DNEG) {
      return;
    } else if (opcode <= Opcodes.LUSHR) {
      pop(1);
    } else if (opcode <= Opcodes.LXOR) {
      pop(size);
    } else if (opcode <= Opcodes.D2F) {
      pop(CONVERTED.charAt(opcode - Opcodes.I2L) - '0');
      push(CONVERTED_TO.charAt(opcode - Opcodes.I2L) - '0');
    } else if (opcode >= Opcodes.LCMP) {
      pop(opcode == Opcodes.FCMPL || opcode == Opcodes.FCMPG ? 2 : 4);
      push(1);
    }
    // Between these: I2B, I2C and I2S.
  }
}

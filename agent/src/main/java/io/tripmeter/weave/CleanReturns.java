package io.tripmeter.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Removes from the operand stack what lies below the result where a method returns. The JVM allows such values, and Kotlin's compiler leaves
 * some; {@link AdviceInliner} jumps instead of returning, and all jumps to one place must find the same stack. Compilers of Java leave none.
 */
final class CleanReturns extends StackFollower {
  /** The slots of the local variable that holds the result while the stack is emptied. */
  static final int VARIABLES = 2;

  private final int variable;

  /** @param variable the first local variable that the method does not use */
  CleanReturns(MethodVisitor to, int variable) {
    super(to);
    this.variable = variable;
  }

  @Override
  void beforeReturn(int opcode, OperandStack before) {
    Type result = resultOf(opcode);
    before.pop(result.getSize());
    if (before.isEmpty()) {
      return;
    }
    if (opcode != Opcodes.RETURN) {
      AdvisedMethod.store(mv, result, variable);
    }
    while (!before.isEmpty()) {
      boolean isWide = before.hasWideValueOnTop();
      mv.visitInsn(isWide ? Opcodes.POP2 : Opcodes.POP);
      before.pop(isWide ? 2 : 1);
    }
    if (opcode != Opcodes.RETURN) {
      AdvisedMethod.load(mv, result, variable);
    }
  }

  private static Type resultOf(int opcode) {
    switch (opcode) {
      case Opcodes.IRETURN:
        return Type.INT_TYPE;
      case Opcodes.LRETURN:
        return Type.LONG_TYPE;
      case Opcodes.FRETURN:
        return Type.FLOAT_TYPE;
      case Opcodes.DRETURN:
        return Type.DOUBLE_TYPE;
      case Opcodes.ARETURN:
        return Type.getObjectType("java/lang/Object");
      default:
        return Type.VOID_TYPE;
    }
  }
}

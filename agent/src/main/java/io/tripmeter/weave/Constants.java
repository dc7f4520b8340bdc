package io.tripmeter.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Byte code for the constants of {@link BoundAdvice#with}. */
final class Constants {
  private Constants() {}

  static Type typeOf(Object constant) {
    if (constant instanceof Integer) {
      return Type.INT_TYPE;
    }
    return Type.getType(
        constant instanceof Enum ? ((Enum<?>) constant).getDeclaringClass() : constant.getClass());
  }

  static void push(MethodVisitor to, Object constant) {
    if (constant instanceof Enum) {
      Type type = typeOf(constant);
      to.visitFieldInsn(
          Opcodes.GETSTATIC,
          type.getInternalName(),
          ((Enum<?>) constant).name(),
          type.getDescriptor());
    } else {
      to.visitLdcInsn(constant);
    }
  }
}

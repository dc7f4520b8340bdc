package io.tripmeter.weave;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Follows the operand stack through a method, by its instructions, jumps and stack map frames.
 *
 * <p>It gives up with {@link UnsupportedOperationException} where it cannot: in subroutines, which compilers stopped to make with Java 6, and
 * without frames behind a label that only later instructions jump to.
 */
abstract class StackFollower extends MethodVisitor {
  private final Map<Label, String> atLabels = new HashMap<>();

  /** Null behind an instruction that does not go on, until a label or a frame tells. */
  private @Nullable OperandStack stack = new OperandStack("");

  StackFollower(MethodVisitor to) {
    super(Opcodes.ASM9, to);
  }

  /** Called before each return, with its result on top of the stack. */
  abstract void beforeReturn(int opcode, OperandStack before);

  private OperandStack stack() {
    if (stack == null) {
      throw new UnsupportedOperationException("an operand stack that cannot be followed");
    }
    return stack;
  }

  @Override
  public void visitInsn(int opcode) {
    boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    if (returns) {
      beforeReturn(opcode, stack());
    } else {
      stack().apply(opcode);
    }
    super.visitInsn(opcode);
    if (returns || opcode == Opcodes.ATHROW) {
      stack = null;
    }
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    if (opcode != Opcodes.NEWARRAY) {
      stack().push(1);
    }
    super.visitIntInsn(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    int size = opcode == Opcodes.LLOAD
            || opcode == Opcodes.DLOAD
            || opcode == Opcodes.LSTORE
            || opcode == Opcodes.DSTORE
        ? 2
        : 1;
    if (opcode <= Opcodes.ALOAD) {
      stack().push(size);
    } else if (opcode <= Opcodes.ASTORE) {
      stack().pop(size);
    } else {
      throw new UnsupportedOperationException("a subroutine");
    }
    super.visitVarInsn(opcode, slot);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW) {
      stack().push(1);
    }
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    Type type = Type.getType(descriptor);
    if (opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD) {
      int instance = 1;
      stack().pop(opcode == Opcodes.PUTFIELD ? type.getSize() + instance : instance);
    } else if (opcode == Opcodes.PUTSTATIC) {
      stack().pop(type.getSize());
    }
    if (opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) {
      stack().push(type);
    }
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    call(descriptor, opcode == Opcodes.INVOKESTATIC);
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    call(descriptor, true);
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  private void call(String descriptor, boolean isStatic) {
    int arguments = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    stack().pop(isStatic ? arguments - 1 : arguments);
    stack().push(Type.getReturnType(descriptor));
  }

  @Override
  public void visitLdcInsn(Object value) {
    boolean isWide = value instanceof Long
        || value instanceof Double
        || (value instanceof ConstantDynamic && ((ConstantDynamic) value).getSize() == 2);
    stack().push(isWide ? 2 : 1);
    super.visitLdcInsn(value);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    stack().pop(dimensions);
    stack().push(1);
    super.visitMultiANewArrayInsn(descriptor, dimensions);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    if (opcode == Opcodes.JSR) {
      throw new UnsupportedOperationException("a subroutine");
    }
    boolean comparesTwo = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
    stack().pop(opcode == Opcodes.GOTO ? 0 : comparesTwo ? 2 : 1);
    atLabels.put(label, stack().slots());
    super.visitJumpInsn(opcode, label);
    if (opcode == Opcodes.GOTO) {
      stack = null;
    }
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
    switchTo(other, labels);
    super.visitTableSwitchInsn(min, max, other, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
    switchTo(other, labels);
    super.visitLookupSwitchInsn(other, keys, labels);
  }

  private void switchTo(Label other, Label[] labels) {
    stack().pop(1);
    atLabels.put(other, stack().slots());
    for (Label label : labels) {
      atLabels.put(label, stack().slots());
    }
    stack = null;
  }

  @Override
  public void visitTryCatchBlock(Label from, Label to, Label handler, @Nullable String type) {
    OperandStack caught = new OperandStack("");
    caught.push(1);
    atLabels.put(handler, caught.slots());
    super.visitTryCatchBlock(from, to, handler, type);
  }

  @Override
  public void visitLabel(Label label) {
    String known = atLabels.get(label);
    if (stack == null && known != null) {
      stack = new OperandStack(known);
    }
    super.visitLabel(label);
  }

  @Override
  public void visitFrame(
      int type,
      int locals,
      Object @Nullable [] localTypes,
      int count,
      Object @Nullable [] stackTypes) {
    OperandStack told = new OperandStack("");
    for (int i = 0; stackTypes != null && i < count; i++) {
      told.push(stackTypes[i] == Opcodes.LONG || stackTypes[i] == Opcodes.DOUBLE ? 2 : 1);
    }
    stack = told;
    super.visitFrame(type, locals, localTypes, count, stackTypes);
  }
}

package io.tripmeter.weave;

import static io.tripmeter.weave.AdvisedMethod.frame;
import static io.tripmeter.weave.AdvisedMethod.load;
import static io.tripmeter.weave.AdvisedMethod.store;

import io.tripmeter.weave.AdviceMethod.Parameter;
import io.tripmeter.weave.AdviceMethod.Source;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes one advice method's instructions into a method: its parameters are copied to variables of its own before, and those that it assigns
 * are written back behind.
 */
final class AdviceCopier {
  private static final String THROWABLE = "java/lang/Throwable";

  private final MethodVisitor out;
  private final AdvisedMethod into;
  private final AdviceCode advice;
  private final AdviceMethod method;
  private final boolean atTheEnd;

  /** Where the advice's own local variables begin. */
  private final int first;

  AdviceCopier(
      MethodVisitor out, AdvisedMethod into, AdviceCode advice, AdviceMethod method, boolean end) {
    this.out = out;
    this.into = into;
    this.advice = advice;
    this.method = method;
    atTheEnd = end;
    first = into.next();
  }

  /** @param around the local variables at this place */
  void copy(Locals around) {
    Label from = new Label();
    Label to = new Label();
    Label failed = new Label();
    if (method.suppresses) {
      out.visitTryCatchBlock(from, to, failed, THROWABLE);
    }
    Locals inside = new Locals(around);
    for (Parameter parameter : method.parameters()) {
      read(parameter);
      store(out, parameter.type, first + parameter.slot);
      inside.with(first + parameter.slot, parameter.type);
    }
    out.visitLabel(from);
    advice.replay(method, new Replay(around, to));
    out.visitLabel(to);
    if (isBeforeSuper()) {
      writeBack();
      return;
    }
    frame(out, inside);
    writeBack();
    Label done = new Label();
    out.visitJumpInsn(Opcodes.GOTO, done);
    if (method.suppresses) {
      out.visitLabel(failed);
      frame(out, around, THROWABLE);
      out.visitInsn(Opcodes.POP);
    }
    out.visitLabel(done);
    frame(out, around);
    out.visitInsn(Opcodes.NOP);
  }

  /** There the instance is no object yet, and nothing jumps. */
  private boolean isBeforeSuper() {
    return into.isConstructor && !atTheEnd;
  }

  private void read(Parameter parameter) {
    if (parameter.source == Source.CONSTANT) {
      Constants.push(out, into.constant(parameter));
      return;
    }
    Type type = into.typeOf(parameter);
    int slot = into.slotOf(parameter, atTheEnd);
    if (parameter.source == Source.FIELD) {
      out.visitVarInsn(Opcodes.ALOAD, slot);
      out.visitFieldInsn(
          Opcodes.GETFIELD, into.owner, into.declared(parameter), type.getDescriptor());
    } else {
      load(out, type, slot);
    }
  }

  private void writeBack() {
    for (Parameter parameter : method.parameters()) {
      if (parameter.isWritten) {
        write(parameter);
      }
    }
  }

  private void write(Parameter parameter) {
    Type type = into.typeOf(parameter);
    boolean isField = parameter.source == Source.FIELD;
    if (isField) {
      out.visitVarInsn(Opcodes.ALOAD, into.slotOf(parameter, atTheEnd));
    }
    load(out, parameter.type, first + parameter.slot);
    if (!type.equals(parameter.type)) {
      out.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
    if (isField) {
      out.visitFieldInsn(
          Opcodes.PUTFIELD, into.owner, into.declared(parameter), type.getDescriptor());
    } else {
      store(out, type, into.target(parameter, atTheEnd));
    }
  }

  /** The advice's instructions, with its local variables behind ours, and a jump where it returns. */
  private final class Replay extends MethodVisitor {
    private final Locals around;
    private final Label to;

    Replay(Locals around, Label to) {
      super(Opcodes.ASM9);
      this.around = around;
      this.to = to;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
        out.visitInsn(opcode);
        return;
      }
      if (!atTheEnd && into.entered >= 0) {
        store(out, method.returns(), into.entered);
      }
      if (!isBeforeSuper()) {
        out.visitJumpInsn(Opcodes.GOTO, to);
      }
    }

    @Override
    public void visitFrame(
        int type,
        int locals,
        Object @Nullable [] localTypes,
        int stack,
        Object @Nullable [] stackTypes) {
      Object[] own = localTypes == null ? new Object[0] : localTypes;
      Object[] types = new Locals(around).with(first, new Locals(locals, own)).types();
      out.visitFrame(Opcodes.F_NEW, types.length, types, stack, stackTypes);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      out.visitVarInsn(opcode, first + slot);
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
      out.visitIincInsn(first + slot, increment);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      out.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      out.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
      out.visitFieldInsn(opcode, type, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String type, String name, String descriptor, boolean isInterface) {
      out.visitMethodInsn(opcode, type, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      out.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLabel(Label label) {
      out.visitLabel(label);
    }

    @Override
    public void visitLdcInsn(Object value) {
      out.visitLdcInsn(value);
    }

    @Override
    public void visitTryCatchBlock(Label from, Label until, Label handler, @Nullable String type) {
      throw new UnsupportedOperationException("a handler in advice");
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
      throw new UnsupportedOperationException("a switch in advice");
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      throw new UnsupportedOperationException("a switch in advice");
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      throw new UnsupportedOperationException("an array of arrays in advice");
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name,
        String descriptor,
        net.bytebuddy.jar.asm.Handle bootstrap,
        Object... arguments) {
      throw new UnsupportedOperationException("a lambda in advice");
    }
  }
}

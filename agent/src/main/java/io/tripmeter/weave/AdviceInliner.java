package io.tripmeter.weave;

import static io.tripmeter.weave.AdvisedMethod.frame;
import static io.tripmeter.weave.AdvisedMethod.load;
import static io.tripmeter.weave.AdvisedMethod.store;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Copies one class of advice into one method. The method becomes
 *
 * <pre>
 *   copies of arguments that the advice reads at the end; defaults of what is returned and thrown
 *   try { advice at the beginning } catch (Throwable) { }
 *   try { the method, whose returns lead to the end } catch (Throwable) { thrown }
 *   end: try { advice at the end } catch (Throwable) { }
 *   throw what was thrown, or return
 * </pre>
 *
 * <p>Only what the advice needs of this is there. What it needs between beginning and end has local variables behind the method's own, which
 * every stack map frame of the method is told of. Other frames than those of the beginning do not rely on the method's arguments: it may have
 * used their variables for something else.
 */
final class AdviceInliner extends MethodVisitor {
  private static final String THROWABLE = "java/lang/Throwable";

  private final AdvisedMethod into;
  private final AdviceCode advice;
  private final @Nullable AdviceMethod enter;
  private final @Nullable AdviceMethod exit;
  private final Label begin = new Label();
  private final Label end = new Label();

  AdviceInliner(MethodVisitor to, AdvisedMethod into, AdviceCode advice) {
    super(Opcodes.ASM9, to);
    this.into = into;
    this.advice = advice;
    enter = advice.enter();
    exit = advice.exit();
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (exit != null) {
      copyForTheEnd();
    }
    if (enter != null) {
      if (into.entered >= 0) {
        pushDefault(enter.returns());
        store(mv, enter.returns(), into.entered);
      }
      new AdviceCopier(mv, into, advice, enter, false).copy(into.atTheBeginning());
      if (enter.skips) {
        skip(enter);
      }
    }
    if (exit != null && exit.runsOnThrowable) {
      mv.visitLabel(begin);
    }
  }

  private void copyForTheEnd() {
    if (into.copyOfThis >= 0) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitVarInsn(Opcodes.ASTORE, into.copyOfThis);
    }
    for (int i = 0; i < into.copies.length; i++) {
      if (into.copies[i] >= 0) {
        load(mv, into.arguments[i], into.slotOf(i));
        store(mv, into.arguments[i], into.copies[i]);
      }
    }
    if (into.returned >= 0) {
      pushDefault(into.returns);
      store(mv, into.returns, into.returned);
    }
    if (into.thrown >= 0) {
      mv.visitInsn(Opcodes.ACONST_NULL);
      mv.visitVarInsn(Opcodes.ASTORE, into.thrown);
    }
  }

  private void skip(AdviceMethod by) {
    Label goOn = new Label();
    load(mv, by.returns(), into.entered);
    if (by.returns().getSort() == Type.LONG) {
      mv.visitInsn(Opcodes.LCONST_0);
      mv.visitInsn(Opcodes.LCMP);
    }
    boolean isReference = AdvisedMethod.isReference(by.returns());
    mv.visitJumpInsn(isReference ? Opcodes.IFNULL : Opcodes.IFEQ, goOn);
    if (exit != null) {
      mv.visitJumpInsn(Opcodes.GOTO, end);
    } else {
      pushDefault(into.returns);
      mv.visitInsn(into.returns.getOpcode(Opcodes.IRETURN));
    }
    mv.visitLabel(goOn);
    frame(mv, into.atTheBeginning());
    mv.visitInsn(Opcodes.NOP);
  }

  @Override
  public void visitInsn(int opcode) {
    if (exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    if (into.returned >= 0) {
      store(mv, into.returns, into.returned);
    }
    super.visitJumpInsn(Opcodes.GOTO, end);
  }

  /** The method's own frames know of our variables, too. */
  @Override
  public void visitFrame(
      int type,
      int locals,
      Object @Nullable [] localTypes,
      int stack,
      Object @Nullable [] stackTypes) {
    if (type != Opcodes.F_NEW || localTypes == null) {
      throw new UnsupportedOperationException("frames that are not expanded");
    }
    Object[] types = into.withOurs(new Locals(locals, localTypes)).types();
    super.visitFrame(Opcodes.F_NEW, types.length, types, stack, stackTypes);
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    if (exit != null) {
      if (exit.runsOnThrowable) {
        catchAll();
      }
      mv.visitLabel(end);
      frame(mv, into.atTheEnd());
      mv.visitInsn(Opcodes.NOP);
      new AdviceCopier(mv, into, advice, exit, true).copy(into.atTheEnd());
      leave(exit);
    }
    super.visitMaxs(stack, locals);
  }

  /** Behind the method's own handlers: theirs come first. */
  private void catchAll() {
    Label caught = new Label();
    mv.visitTryCatchBlock(begin, caught, caught, THROWABLE);
    mv.visitLabel(caught);
    frame(mv, into.atTheEnd(), THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, into.thrown);
    mv.visitJumpInsn(Opcodes.GOTO, end);
  }

  private void leave(AdviceMethod last) {
    if (last.runsOnThrowable) {
      Label returning = new Label();
      mv.visitVarInsn(Opcodes.ALOAD, into.thrown);
      mv.visitJumpInsn(Opcodes.IFNULL, returning);
      mv.visitVarInsn(Opcodes.ALOAD, into.thrown);
      mv.visitInsn(Opcodes.ATHROW);
      mv.visitLabel(returning);
      frame(mv, into.atTheEnd());
    }
    if (into.returned >= 0) {
      load(mv, into.returns, into.returned);
    }
    mv.visitInsn(into.returns.getOpcode(Opcodes.IRETURN));
  }

  private void pushDefault(Type type) {
    switch (type.getSort()) {
      case Type.VOID:
        break;
      case Type.LONG:
        mv.visitInsn(Opcodes.LCONST_0);
        break;
      case Type.FLOAT:
        mv.visitInsn(Opcodes.FCONST_0);
        break;
      case Type.DOUBLE:
        mv.visitInsn(Opcodes.DCONST_0);
        break;
      case Type.OBJECT:
      case Type.ARRAY:
        mv.visitInsn(Opcodes.ACONST_NULL);
        break;
      default:
        mv.visitInsn(Opcodes.ICONST_0);
    }
  }
}

package io.tripmeter.weave;

import io.tripmeter.weave.AdviceMethod.Parameter;
import io.tripmeter.weave.AdviceMethod.Source;
import java.util.Map;
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

  private final String owner;
  private final boolean isStatic;
  private final boolean isConstructor;
  private final Type[] arguments;
  private final Type returns;
  private final Map<String, String> fields;
  private final AdviceClass advice;
  private final @Nullable AdviceMethod enter;
  private final @Nullable AdviceMethod exit;

  /** Local variables: while ours are reserved the next one, then where those of the advice itself begin. */
  private int next;

  private final int[] copies;
  private int copyOfThis = -1;
  private int entered = -1;
  private int returned = -1;
  private int thrown = -1;

  private final Label begin = new Label();
  private final Label end = new Label();

  /**
   * @param owner the class, as the JVM spells it
   * @param first the first local variable that neither the method nor other advice uses
   * @param fields descriptors by name, of those that the class itself declares
   * @throws UnsupportedOperationException if this advice cannot be copied into this method
   */
  AdviceInliner(
      MethodVisitor to,
      String owner,
      int access,
      String name,
      String descriptor,
      int first,
      Map<String, String> fields,
      AdviceClass advice) {
    super(Opcodes.ASM9, to);
    this.owner = owner;
    this.fields = fields;
    this.advice = advice;
    next = first;
    isStatic = (access & Opcodes.ACC_STATIC) != 0;
    isConstructor = name.equals("<init>");
    arguments = Type.getArgumentTypes(descriptor);
    returns = Type.getReturnType(descriptor);
    enter = advice.enter();
    exit = advice.exit();
    copies = new int[arguments.length];
    reserve();
    check(enter);
    check(exit);
  }

  /** The first local variable that other advice may use. */
  int next() {
    return next;
  }

  private void reserve() {
    if (exit != null) {
      copyOfThis = needsThis(exit) && !isConstructor ? reserve(Type.getObjectType(owner)) : -1;
      for (int i = 0; i < arguments.length; i++) {
        copies[i] = exit.reads(Source.ARGUMENT, i) ? reserve(arguments[i]) : -1;
      }
      returned = returns.equals(Type.VOID_TYPE) ? -1 : reserve(returns);
      thrown = exit.runsOnThrowable || exit.reads(Source.THROWN)
          ? reserve(Type.getObjectType(THROWABLE))
          : -1;
    }
    entered =
        enter != null && !enter.returns().equals(Type.VOID_TYPE) ? reserve(enter.returns()) : -1;
  }

  private static boolean needsThis(AdviceMethod method) {
    return method.reads(Source.THIS) || method.reads(Source.FIELD);
  }

  private int reserve(Type type) {
    int slot = next;
    next += type.getSize();
    return slot;
  }

  private void check(@Nullable AdviceMethod method) {
    if (method == null) {
      return;
    }
    for (Parameter parameter : method.parameters()) {
      Type from = typeOf(parameter);
      boolean same = from.equals(parameter.type);
      boolean references = isReference(from) && isReference(parameter.type);
      if (!same && !references) {
        throw new UnsupportedOperationException(method.name() + " of " + from.getClassName());
      }
    }
    boolean beforeSuper = isConstructor && method == enter;
    if (beforeSuper && (method.suppresses || needsThis(method) || method.skips)) {
      throw new UnsupportedOperationException("advice before super()");
    }
    if (isConstructor && exit != null && exit.runsOnThrowable) {
      throw new UnsupportedOperationException("advice around a constructor");
    }
    if (isStatic && needsThis(method)) {
      throw new UnsupportedOperationException("an instance in a static method");
    }
  }

  private static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private Type typeOf(Parameter parameter) {
    switch (parameter.source) {
      case THIS:
        return Type.getObjectType(owner);
      case ARGUMENT:
        if (parameter.index >= arguments.length) {
          throw new UnsupportedOperationException("no argument " + parameter.index);
        }
        return arguments[parameter.index];
      case FIELD:
        String descriptor = fields.get(parameter.field);
        if (descriptor == null) {
          throw new UnsupportedOperationException("no field " + parameter.field);
        }
        return Type.getType(descriptor);
      case RETURN:
        return returns;
      case THROWN:
        return Type.getObjectType(THROWABLE);
      default:
        return enter == null ? Type.VOID_TYPE : enter.returns();
    }
  }

  @Override
  public void visitCode() {
    super.visitCode();
    copyForTheEnd();
    if (entered >= 0 && enter != null) {
      pushDefault(enter.returns());
      store(enter.returns(), entered);
    }
    if (enter != null) {
      copy(enter, atTheBeginning());
      if (enter.skips) {
        skip(enter);
      }
    }
    if (exit != null && exit.runsOnThrowable) {
      mv.visitLabel(begin);
    }
  }

  private void copyForTheEnd() {
    if (exit == null) {
      return;
    }
    if (copyOfThis >= 0) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitVarInsn(Opcodes.ASTORE, copyOfThis);
    }
    for (int i = 0; i < arguments.length; i++) {
      if (copies[i] >= 0) {
        load(arguments[i], slotOf(i));
        store(arguments[i], copies[i]);
      }
    }
    if (returned >= 0) {
      pushDefault(returns);
      store(returns, returned);
    }
    if (thrown >= 0) {
      mv.visitInsn(Opcodes.ACONST_NULL);
      mv.visitVarInsn(Opcodes.ASTORE, thrown);
    }
  }

  private int slotOf(int argument) {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < argument; i++) {
      slot += arguments[i].getSize();
    }
    return slot;
  }

  private void skip(AdviceMethod by) {
    Label goOn = new Label();
    load(by.returns(), entered);
    if (by.returns().getSort() == Type.LONG) {
      mv.visitInsn(Opcodes.LCONST_0);
      mv.visitInsn(Opcodes.LCMP);
    }
    mv.visitJumpInsn(isReference(by.returns()) ? Opcodes.IFNULL : Opcodes.IFEQ, goOn);
    if (exit != null) {
      mv.visitJumpInsn(Opcodes.GOTO, end);
    } else {
      pushDefault(returns);
      mv.visitInsn(returns.getOpcode(Opcodes.IRETURN));
    }
    mv.visitLabel(goOn);
    frame(atTheBeginning());
    mv.visitInsn(Opcodes.NOP);
  }

  @Override
  public void visitInsn(int opcode) {
    if (exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    if (returned >= 0) {
      store(returns, returned);
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
    Locals all = new Locals(locals, localTypes);
    addOurs(all);
    Object[] types = all.types();
    super.visitFrame(Opcodes.F_NEW, types.length, types, stack, stackTypes);
  }

  private void addOurs(Locals to) {
    if (copyOfThis >= 0) {
      to.with(copyOfThis, owner);
    }
    for (int i = 0; i < copies.length; i++) {
      if (exit != null && copies[i] >= 0) {
        to.with(copies[i], arguments[i]);
      }
    }
    if (returned >= 0) {
      to.with(returned, returns);
    }
    if (thrown >= 0) {
      to.with(thrown, THROWABLE);
    }
    if (entered >= 0 && enter != null) {
      to.with(entered, enter.returns());
    }
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    if (exit != null) {
      if (exit.runsOnThrowable) {
        catchAll();
      }
      mv.visitLabel(end);
      frame(atTheEnd());
      mv.visitInsn(Opcodes.NOP);
      copy(exit, atTheEnd());
      leave(exit);
    }
    super.visitMaxs(stack, locals);
  }

  private void catchAll() {
    Label caught = new Label();
    mv.visitTryCatchBlock(begin, caught, caught, THROWABLE);
    mv.visitLabel(caught);
    frame(atTheEnd(), THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, thrown);
    mv.visitJumpInsn(Opcodes.GOTO, end);
  }

  private void leave(AdviceMethod last) {
    if (last.runsOnThrowable) {
      Label returning = new Label();
      mv.visitVarInsn(Opcodes.ALOAD, thrown);
      mv.visitJumpInsn(Opcodes.IFNULL, returning);
      mv.visitVarInsn(Opcodes.ALOAD, thrown);
      mv.visitInsn(Opcodes.ATHROW);
      mv.visitLabel(returning);
      frame(atTheEnd());
    }
    if (returned >= 0) {
      load(returns, returned);
    }
    mv.visitInsn(returns.getOpcode(Opcodes.IRETURN));
  }

  /** Of the method's own variables, those that are its arguments; and ours. */
  private Locals atTheBeginning() {
    Locals locals = new Locals();
    if (!isStatic) {
      locals.with(0, isConstructor ? Opcodes.UNINITIALIZED_THIS : owner);
    }
    for (int i = 0; i < arguments.length; i++) {
      locals.with(slotOf(i), arguments[i]);
    }
    addOurs(locals);
    return locals;
  }

  private Locals atTheEnd() {
    Locals locals = new Locals();
    if (isConstructor) {
      locals.with(0, owner);
    }
    addOurs(locals);
    return locals;
  }

  private void frame(Locals locals, Object... stack) {
    Object[] types = locals.types();
    mv.visitFrame(Opcodes.F_NEW, types.length, types, stack.length, stack);
  }

  /** One advice method's instructions: its parameters are copied to variables of its own before, and written back behind. */
  private void copy(AdviceMethod method, Locals around) {
    Label from = new Label();
    Label to = new Label();
    Label done = new Label();
    Label failed = new Label();
    if (method.suppresses) {
      mv.visitTryCatchBlock(from, to, failed, THROWABLE);
    }
    Locals inside = new Locals(around);
    for (Parameter parameter : method.parameters()) {
      load(parameter, method == exit);
      store(parameter.type, next + parameter.slot);
      inside.with(next + parameter.slot, parameter.type);
    }
    mv.visitLabel(from);
    boolean before = isConstructor && method == enter;
    advice.replay(method, new Replay(method, around, to));
    mv.visitLabel(to);
    if (!before) {
      frame(inside);
    }
    for (Parameter parameter : method.parameters()) {
      if (parameter.isWritten) {
        writeBack(parameter, method == exit);
      }
    }
    if (before) {
      return;
    }
    mv.visitJumpInsn(Opcodes.GOTO, done);
    if (method.suppresses) {
      mv.visitLabel(failed);
      frame(around, THROWABLE);
      mv.visitInsn(Opcodes.POP);
    }
    mv.visitLabel(done);
    frame(around);
    mv.visitInsn(Opcodes.NOP);
  }

  private void load(Parameter parameter, boolean atTheEnd) {
    switch (parameter.source) {
      case THIS:
        loadThis(atTheEnd);
        break;
      case ARGUMENT:
        load(
            arguments[parameter.index],
            atTheEnd ? copies[parameter.index] : slotOf(parameter.index));
        break;
      case FIELD:
        loadThis(atTheEnd);
        mv.visitFieldInsn(
            Opcodes.GETFIELD, owner, parameter.field, typeOf(parameter).getDescriptor());
        break;
      case RETURN:
        load(returns, returned);
        break;
      case THROWN:
        mv.visitVarInsn(Opcodes.ALOAD, thrown);
        break;
      default:
        load(parameter.type, entered);
        break;
    }
  }

  private void loadThis(boolean atTheEnd) {
    mv.visitVarInsn(Opcodes.ALOAD, atTheEnd && copyOfThis >= 0 ? copyOfThis : 0);
  }

  private void writeBack(Parameter parameter, boolean atTheEnd) {
    Type type = typeOf(parameter);
    if (parameter.source == Source.FIELD) {
      loadThis(atTheEnd);
    }
    load(parameter.type, next + parameter.slot);
    if (!type.equals(parameter.type)) {
      mv.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
    switch (parameter.source) {
      case FIELD:
        mv.visitFieldInsn(Opcodes.PUTFIELD, owner, parameter.field, type.getDescriptor());
        break;
      case ARGUMENT:
        store(type, slotOf(parameter.index));
        break;
      case RETURN:
        store(type, returned);
        break;
      case THROWN:
        store(type, thrown);
        break;
      default:
        throw new UnsupportedOperationException("an assignment to " + parameter.source);
    }
  }

  private void load(Type type, int slot) {
    mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
  }

  private void store(Type type, int slot) {
    mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
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

  /** The advice's instructions, with its local variables behind ours, and a jump where it returns. */
  private final class Replay extends MethodVisitor {
    private final AdviceMethod method;
    private final Locals around;
    private final Label to;

    Replay(AdviceMethod method, Locals around, Label to) {
      super(Opcodes.ASM9);
      this.method = method;
      this.around = around;
      this.to = to;
    }

    private MethodVisitor out() {
      return AdviceInliner.this.mv;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
        out().visitInsn(opcode);
        return;
      }
      if (method == enter && entered >= 0) {
        store(method.returns(), entered);
      }
      if (!(isConstructor && method == enter)) {
        out().visitJumpInsn(Opcodes.GOTO, to);
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
      Object[] types = new Locals(around).with(next, new Locals(locals, own)).types();
      out().visitFrame(Opcodes.F_NEW, types.length, types, stack, stackTypes);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      out().visitVarInsn(opcode, next + slot);
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
      out().visitIincInsn(next + slot, increment);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      out().visitIntInsn(opcode, operand);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      out().visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
      out().visitFieldInsn(opcode, type, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String type, String name, String descriptor, boolean isInterface) {
      out().visitMethodInsn(opcode, type, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      out().visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLabel(Label label) {
      out().visitLabel(label);
    }

    @Override
    public void visitLdcInsn(Object value) {
      out().visitLdcInsn(value);
    }
  }
}

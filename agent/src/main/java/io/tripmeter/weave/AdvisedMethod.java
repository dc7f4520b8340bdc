package io.tripmeter.weave;

import io.tripmeter.weave.AdviceMethod.Parameter;
import io.tripmeter.weave.AdviceMethod.Source;
import java.util.Map;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** A method that advice is copied into: its types and variables, and those that are added for what the advice needs at its end. */
final class AdvisedMethod {
  private static final Type THROWABLE = Type.getObjectType("java/lang/Throwable");

  final String owner;
  final boolean isStatic;
  final boolean isConstructor;
  final Type[] arguments;
  final Type returns;
  private final Map<String, String> fields;
  private final BoundAdvice bound;
  private final @Nullable AdviceMethod enter;

  /** Variables behind the method's own, -1 for what the advice does not need: copies of arguments, and what the rest of the name says. */
  final int[] copies;

  final int copyOfThis;
  final int entered;
  final int returned;
  final int thrown;

  /** While variables are reserved the next one, then the first that nobody uses. */
  private int next;

  /**
   * @param owner the class, as the JVM spells it
   * @param fields descriptors by name, of those that the class itself declares
   * @param first the first local variable that neither the method nor other advice uses
   * @throws UnsupportedOperationException if this advice cannot be copied into this method
   */
  AdvisedMethod(
      String owner,
      int access,
      String name,
      String descriptor,
      Map<String, String> fields,
      int first,
      BoundAdvice bound,
      AdviceCode advice) {
    this.bound = bound;
    this.owner = owner;
    this.fields = fields;
    isStatic = (access & Opcodes.ACC_STATIC) != 0;
    isConstructor = name.equals("<init>");
    arguments = Type.getArgumentTypes(descriptor);
    returns = Type.getReturnType(descriptor);
    enter = advice.enter();
    AdviceMethod exit = advice.exit();
    next = first;
    boolean needsThis = exit != null && exit.readsInstance() && !isConstructor;
    copyOfThis = needsThis ? reserve(Type.getObjectType(owner)) : -1;
    copies = new int[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      copies[i] = exit != null && exit.readsArgument(i) ? reserve(arguments[i]) : -1;
    }
    boolean returnsValue = returns.getSort() != Type.VOID;
    returned = exit != null && returnsValue ? reserve(returns) : -1;
    thrown = exit != null && exit.readsThrown() ? reserve(THROWABLE) : -1;
    entered =
        enter != null && enter.returns().getSort() != Type.VOID ? reserve(enter.returns()) : -1;
    check(enter, true);
    check(exit, false);
  }

  private int reserve(Type type) {
    int slot = next;
    next += type.getSize();
    return slot;
  }

  /** The first local variable that nobody uses. */
  int next() {
    return next;
  }

  private void check(@Nullable AdviceMethod method, boolean atTheBeginning) {
    if (method == null) {
      return;
    }
    for (Parameter parameter : method.parameters()) {
      Type from = typeOf(parameter);
      boolean isObject = parameter.type.getInternalName().equals("java/lang/Object");
      if (!from.equals(parameter.type) && !(isObject && isReference(from))) {
        throw new UnsupportedOperationException(parameter.source + " of " + from.getClassName());
      }
    }
    boolean beforeSuper = isConstructor && atTheBeginning;
    if (beforeSuper && (method.suppresses || method.readsInstance() || method.skips)) {
      throw new UnsupportedOperationException("advice before super()");
    }
    if (isConstructor && method.runsOnThrowable) {
      throw new UnsupportedOperationException("advice around a constructor");
    }
    if (isStatic && method.readsInstance()) {
      throw new UnsupportedOperationException("an instance in a static method");
    }
  }

  static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  /** Of what is behind an advice's parameter. */
  Type typeOf(Parameter parameter) {
    switch (parameter.source) {
      case THIS:
        return Type.getObjectType(owner);
      case ARGUMENT:
        if (parameter.index >= arguments.length) {
          throw new UnsupportedOperationException("no argument " + parameter.index);
        }
        return arguments[parameter.index];
      case FIELD:
        String descriptor = fields.get(declared(parameter));
        if (descriptor == null) {
          throw new UnsupportedOperationException("no field " + parameter.name);
        }
        return Type.getType(descriptor);
      case RETURN:
        return returns;
      case THROWN:
        return THROWABLE;
      case CONSTANT:
        return Constants.typeOf(constant(parameter));
      default:
        return enter == null ? Type.VOID_TYPE : enter.returns();
    }
  }

  /** The name that a field has in the class. */
  String declared(Parameter parameter) {
    return bound.declared(parameter.name);
  }

  Object constant(Parameter parameter) {
    Object value = bound.constant(parameter.name);
    if (value == null) {
      throw new IllegalStateException(bound.name() + " without a " + parameter.name);
    }
    return value;
  }

  /** The variable of an argument of the method's own. */
  int slotOf(int argument) {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < argument; i++) {
      slot += arguments[i].getSize();
    }
    return slot;
  }

  /** The variable that holds what is behind an advice's parameter, and of a field the instance. */
  int slotOf(Parameter parameter, boolean atTheEnd) {
    switch (parameter.source) {
      case ARGUMENT:
        return atTheEnd ? copies[parameter.index] : slotOf(parameter.index);
      case RETURN:
        return returned;
      case THROWN:
        return thrown;
      case ENTER:
        return entered;
      default:
        return atTheEnd && copyOfThis >= 0 ? copyOfThis : 0;
    }
  }

  /** Where an assignment goes that counts for the method. */
  int target(Parameter parameter, boolean atTheEnd) {
    return parameter.source == Source.ARGUMENT
        ? slotOf(parameter.index)
        : slotOf(parameter, atTheEnd);
  }

  /** Of the method's own variables those that are its arguments, and ours. */
  Locals atTheBeginning() {
    Locals locals = new Locals();
    if (!isStatic) {
      locals.with(0, isConstructor ? Opcodes.UNINITIALIZED_THIS : owner);
    }
    for (int i = 0; i < arguments.length; i++) {
      locals.with(slotOf(i), arguments[i]);
    }
    return withOurs(locals);
  }

  /** Of the method's own variables none but what a constructor has made. */
  Locals atTheEnd() {
    Locals locals = new Locals();
    return withOurs(isConstructor ? locals.with(0, owner) : locals);
  }

  Locals withOurs(Locals to) {
    if (copyOfThis >= 0) {
      to.with(copyOfThis, owner);
    }
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] >= 0) {
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
    return to;
  }

  static void load(MethodVisitor to, Type type, int slot) {
    to.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
  }

  static void store(MethodVisitor to, Type type, int slot) {
    to.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
  }

  static void frame(MethodVisitor to, Locals locals, Object... stack) {
    Object[] types = locals.types();
    to.visitFrame(Opcodes.F_NEW, types.length, types, stack.length, stack);
  }
}

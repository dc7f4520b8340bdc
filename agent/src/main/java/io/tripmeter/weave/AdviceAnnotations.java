package io.tripmeter.weave;

import io.tripmeter.weave.AdviceMethod.Parameter;
import io.tripmeter.weave.AdviceMethod.Source;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of one advice method: ByteBuddy's, as far as Tripmeter's advice uses them, and {@code @Constant}. */
final class AdviceAnnotations extends MethodVisitor {
  private static final String ENTER = "/Advice$OnMethodEnter;";
  private static final String EXIT = "/Advice$OnMethodExit;";
  private static final String CONSTANT = "Lio/tripmeter/advice/Constant;";
  private static final String THROWABLE = "Ljava/lang/Throwable;";

  private final AdviceMethod method;

  AdviceAnnotations(AdviceMethod method) {
    super(Opcodes.ASM9);
    this.method = method;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    if (!descriptor.endsWith(ENTER) && !descriptor.endsWith(EXIT)) {
      return null;
    }
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String name, Object value) {
        boolean isThrowable = ((Type) value).getDescriptor().equals(THROWABLE);
        if (name.equals("suppress")) {
          method.suppresses = isThrowable;
        } else if (name.equals("onThrowable")) {
          method.runsOnThrowable = isThrowable;
        } else if (name.equals("skipOn")) {
          method.skips = true;
        } else {
          throw new IllegalStateException("advice with " + name);
        }
      }
    };
  }

  @Override
  public @Nullable AnnotationVisitor visitParameterAnnotation(
      int index, String descriptor, boolean visible) {
    int begin = descriptor.indexOf("/Advice$");
    boolean isConstant = descriptor.equals(CONSTANT);
    if (begin < 0 && !isConstant) {
      return null;
    }
    Parameter parameter = method.parameters()[index];
    parameter.source = isConstant
        ? Source.CONSTANT
        : source(descriptor.substring(begin + "/Advice$".length(), descriptor.length() - 1));
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String name, Object value) {
        if (name.equals("readOnly")) {
          parameter.isWritten = !(Boolean) value;
        } else if (name.equals("value") && value instanceof Integer) {
          parameter.index = (Integer) value;
        } else if (name.equals("value")) {
          parameter.name = (String) value;
        }
      }
    };
  }

  private static Source source(String kind) {
    switch (kind) {
      case "This":
        return Source.THIS;
      case "Argument":
        return Source.ARGUMENT;
      case "FieldValue":
        return Source.FIELD;
      case "Return":
        return Source.RETURN;
      case "Thrown":
        return Source.THROWN;
      case "Enter":
        return Source.ENTER;
      default:
        throw new IllegalStateException("advice with a parameter @" + kind);
    }
  }
}

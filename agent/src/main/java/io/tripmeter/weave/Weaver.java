package io.tripmeter.weave;

import io.tripmeter.log.Log;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Copies advice into a class's byte code: methods change, no field, method or interface is added, so that other agents and retransformation
 * find the shape they know. It needs no more of ByteBuddy than the ASM inside. A second pass over the same bytes gives the same.
 */
final class Weaver {
  private Weaver() {}

  static byte @Nullable [] weave(String name, byte[] bytes, List<Weaving> weavings) {
    ClassReader reader = read(name, bytes);
    if (reader == null) {
      return null;
    }
    ClassShape shape = new ClassShape(reader, weavings);
    reportAbsent(name.replace('/', '.'), shape.absent());
    if (shape.isInterface()) {
      return null;
    }
    String missing = shape.missing();
    if (missing != null) {
      reportUnknown(name.replace('/', '.'), missing);
      return null;
    }
    if (!shape.isAdvised()) {
      return null;
    }
    return weave(reader, name, shape);
  }

  private static byte[] weave(ClassReader reader, String owner, ClassShape shape) {
    shape.selectMethods();
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor plain =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            List<BoundAdvice> advice = shape.advice(name + descriptor);
            if (advice.isEmpty()) {
              return plain;
            }
            MethodVisitor to = shape.hasFrames() ? plain : new WithoutFrames(plain);
            int variable = shape.locals(name + descriptor);
            int local = variable + CleanReturns.VARIABLES;
            for (BoundAdvice bound : advice) {
              AdviceCode code = AdviceCode.of(bound);
              AdvisedMethod into = new AdvisedMethod(
                  owner, access, name, descriptor, shape.fields(), local, bound, code);
              local = into.next();
              to = new AdviceInliner(to, into, code);
            }
            return shape.isJava() ? to : new CleanReturns(to, variable);
          }
        },
        ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static void reportAbsent(String className, List<String> methods) {
    for (String method : methods) {
      Log.warn(
              "work.methods names a method that this class does not declare, its calls are no units of work: name the class that does")
          .field("class", className)
          .field("method", method)
          .once("absent " + className + "." + method)
          .write();
    }
  }

  private static @Nullable ClassReader read(String name, byte[] bytes) {
    try {
      return new ClassReader(bytes);
    } catch (IllegalArgumentException newer) {
      Log.warn("classes of a newer Java than Tripmeter knows are left alone: update Tripmeter")
          .field("class", name.replace('/', '.'))
          .error(newer)
          .once("newer Java")
          .write();
      return null;
    }
  }

  /** Class files before Java 6 have no stack map frames. */
  private static final class WithoutFrames extends MethodVisitor {
    WithoutFrames(MethodVisitor to) {
      super(Opcodes.ASM9, to);
    }

    @Override
    public void visitFrame(
        int type,
        int locals,
        Object @Nullable [] localTypes,
        int stack,
        Object @Nullable [] stackTypes) {}
  }

  private static void reportUnknown(String className, String method) {
    Log.warn("unknown version of a library, left alone: update Tripmeter, or report the version")
        .field("class", className)
        .field("missing", method)
        .once("unknown " + className)
        .write();
  }
}

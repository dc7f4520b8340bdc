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
 * find the shape they know. Of ByteBuddy it needs the ASM inside alone; what its own small copier does not know is left to {@link
 * ByteBuddyWeaver}. Deterministic, so that a second pass over the same bytes gives the same.
 */
final class Weaver {
  private Weaver() {}

  static byte @Nullable [] weave(
      @Nullable ClassLoader loader, String name, byte[] bytes, List<Weaving> weavings) {
    ClassReader reader = new ClassReader(bytes);
    ClassShape shape = new ClassShape(reader, weavings);
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
    if (shape.isPlain()) {
      try {
        return weave(reader, name, shape);
      } catch (UnsupportedOperationException notKnown) {
        Log.debug("class changed by ByteBuddy")
            .field("class", name)
            .error(notKnown)
            .write();
      }
    }
    return ByteBuddyWeaver.weave(loader, name, bytes, weavings);
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
            MethodVisitor to = super.visitMethod(access, name, descriptor, signature, exceptions);
            int local = shape.locals(name + descriptor);
            for (BoundAdvice bound : shape.advice(name + descriptor)) {
              AdviceCode advice = AdviceCode.of(bound.name());
              AdvisedMethod into = new AdvisedMethod(
                  owner, access, name, descriptor, shape.fields(), local, bound, advice);
              local = into.next();
              to = new AdviceInliner(to, into, advice);
            }
            return to;
          }
        },
        ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static void reportUnknown(String className, String method) {
    Log.warn("unknown version of a library, left alone: update Tripmeter, or report the version")
        .field("class", className)
        .field("missing", method)
        .once("unknown " + className)
        .write();
  }
}

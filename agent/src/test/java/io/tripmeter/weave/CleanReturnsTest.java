package io.tripmeter.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.TripKind;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte code that no compiler of Java makes. */
final class CleanReturnsTest {
  private static final String NAME = "io.tripmeter.weave.Made";
  private static final BoundAdvice TRIPS =
      BoundAdvice.of("TripAdvice").with("kind", TripKind.COMMIT);

  /** A class whose methods return with a long, a reference and a double below their result. */
  private static byte[] made(int version) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        version, Opcodes.ACC_PUBLIC, NAME.replace('.', '/'), null, "java/lang/Object", null);
    for (Type type : List.of(
        Type.VOID_TYPE,
        Type.INT_TYPE,
        Type.LONG_TYPE,
        Type.FLOAT_TYPE,
        Type.DOUBLE_TYPE,
        Type.getType(String.class))) {
      MethodVisitor method = writer.visitMethod(
          Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
          "of" + type.getSort(),
          Type.getMethodDescriptor(type, Type.getType(String.class)),
          null,
          null);
      method.visitCode();
      returnEarlyAndLate(method, type, version >= Opcodes.V1_6);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
    return writer.toByteArray();
  }

  /** In Kotlin: {@code f(7, text ?: return, 2.5)}. */
  private static void returnEarlyAndLate(MethodVisitor method, Type type, boolean hasFrames) {
    Label late = new Label();
    method.visitLdcInsn(7L);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitInsn(Opcodes.DUP);
    method.visitJumpInsn(Opcodes.IFNONNULL, late);
    pushAndReturn(method, type, 1);
    method.visitLabel(late);
    if (hasFrames) {
      Object[] locals = {"java/lang/String"};
      Object[] stack = {Opcodes.LONG, "java/lang/String"};
      method.visitFrame(Opcodes.F_NEW, 1, locals, 2, stack);
    }
    method.visitLdcInsn(2.5);
    pushAndReturn(method, type, 2);
  }

  private static void pushAndReturn(MethodVisitor method, Type type, int value) {
    switch (type.getSort()) {
      case Type.VOID:
        break;
      case Type.INT:
        method.visitLdcInsn(value);
        break;
      case Type.LONG:
        method.visitLdcInsn((long) value);
        break;
      case Type.FLOAT:
        method.visitLdcInsn((float) value);
        break;
      case Type.DOUBLE:
        method.visitLdcInsn((double) value);
        break;
      default:
        method.visitLdcInsn("" + value);
    }
    method.visitInsn(type.getOpcode(Opcodes.IRETURN));
  }

  private static List<String> results(byte[] bytes) throws ReflectiveOperationException {
    Class<?> type = WovenLikeByteBuddyTest.define(java.util.Map.of(NAME, bytes), NAME);
    List<String> results = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      for (String text : new @Nullable String[] {null, "text"}) {
        results.add(method.getName() + ' ' + method.invoke(null, text));
      }
    }
    results.sort(null);
    return results;
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void aMethodMayReturnWithMoreThanItsResultOnTheStack(int version) throws Exception {
    byte[] before = made(version);
    Weaving weaving = Weaving.into(NAME).advise(TRIPS, "*");
    byte[] ours = Weaver.weave(NAME.replace('.', '/'), before, List.of(weaving));
    byte[] judge = ByteBuddyWeaver.weave(
        getClass().getClassLoader(), NAME.replace('.', '/'), before, List.of(weaving));
    assertEquals(WovenLikeByteBuddyTest.calls(judge), WovenLikeByteBuddyTest.calls(ours));
    List<String> expected = results(before);
    assertEquals(12, expected.size());
    assertEquals(expected, results(judge));
    assertEquals(expected, results(ours));
  }

  /** Compilers of Java leave nothing; jlink, which makes some classes of the JDK, does. */
  @Test
  void theStackIsFollowedThroughTheClassesOfTheJdk() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    int[] returns = new int[1];
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        ClassReader reader = new ClassReader(Files.readAllBytes(file));
        if (new ClassShape(reader, List.of()).isJava()) {
          reader.accept(new Follow(returns), ClassReader.EXPAND_FRAMES);
        }
      }
    }
    assertTrue(returns[0] > 50_000, () -> returns[0] + " returns");
  }

  private static final class Follow extends ClassVisitor {
    private final int[] returns;

    Follow(int[] returns) {
      super(Opcodes.ASM9);
      this.returns = returns;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new StackFollower(new MethodVisitor(Opcodes.ASM9) {}) {
        @Override
        void beforeReturn(int opcode, OperandStack before) {
          returns[0]++;
          before.pop(Type.getReturnType(descriptor).getSize());
          assertTrue(before.isEmpty(), () -> name + descriptor + ' ' + before.slots());
        }
      };
    }
  }
}

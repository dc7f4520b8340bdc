package io.tripmeter.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * One class of {@code io.tripmeter.advice} as its byte code has it: what is copied to the beginning of a method, and what to its end. It is
 * read once, and never loaded.
 */
final class AdviceClass {
  private static final String PACKAGE = "io/tripmeter/advice/";
  private static final Map<String, AdviceClass> READ = new ConcurrentHashMap<>();

  private final ClassReader bytes;
  private @Nullable AdviceMethod enter;
  private @Nullable AdviceMethod exit;

  private AdviceClass(String name) {
    try (InputStream in =
        AdviceClass.class.getClassLoader().getResourceAsStream(PACKAGE + name + ".class")) {
      if (in == null) {
        throw new IllegalArgumentException("no advice " + name);
      }
      bytes = new ClassReader(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.accept(new Signatures(), ClassReader.SKIP_CODE);
  }

  static AdviceClass of(String name) {
    AdviceClass known = READ.get(name);
    if (known == null) {
      known = new AdviceClass(name);
      READ.put(name, known);
    }
    return known;
  }

  @Nullable
  AdviceMethod enter() {
    return enter;
  }

  @Nullable
  AdviceMethod exit() {
    return exit;
  }

  /** The instructions of one of the two, to this visitor. */
  void replay(AdviceMethod method, MethodVisitor to) {
    bytes.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return name.equals(method.name()) ? to : null;
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
  }

  /** Reads the annotations. */
  private final class Signatures extends ClassVisitor {
    Signatures() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if ((access & Opcodes.ACC_STATIC) == 0) {
        return null;
      }
      AdviceMethod method = new AdviceMethod(name, descriptor);
      return new AdviceAnnotations(method, isEnter -> {
        if (isEnter) {
          enter = method;
        } else {
          exit = method;
        }
      });
    }
  }
}

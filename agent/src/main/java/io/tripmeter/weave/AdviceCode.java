package io.tripmeter.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The byte code that one advice consists of: a method that is copied to the beginning of another method, one that is copied to its end, or
 * both. A class of {@code io.tripmeter.advice} holds one or several of these pairs; it is read once, and never loaded.
 */
final class AdviceCode {
  private static final String PACKAGE = "io/tripmeter/advice/";
  private static final Map<String, ClassReader> CLASSES = new ConcurrentHashMap<>();
  private static final Map<String, AdviceCode> READ = new ConcurrentHashMap<>();

  private final ClassReader bytes;
  private final String enterName;
  private final String exitName;
  private @Nullable AdviceMethod enter;
  private @Nullable AdviceMethod exit;

  private AdviceCode(ClassReader bytes, String pair) {
    this.bytes = bytes;
    enterName = "enter" + pair;
    exitName = "exit" + pair;
    bytes.accept(new Signatures(), ClassReader.SKIP_CODE);
  }

  static AdviceCode of(BoundAdvice bound) {
    String name = bound.name();
    Relocation relocation = bound.relocation();
    String key = relocation == null ? name : name + relocation.key();
    AdviceCode known = READ.get(key);
    if (known == null) {
      int dot = name.indexOf('.');
      ClassReader own = bytesOf(dot < 0 ? name : name.substring(0, dot));
      known = new AdviceCode(
          relocation == null ? own : new ClassReader(relocation.bytes(own)),
          dot < 0 ? "" : capitalised(name.substring(dot + 1)));
      if (known.enter == null && known.exit == null) {
        throw new IllegalArgumentException("no advice " + name);
      }
      READ.put(key, known);
    }
    return known;
  }

  private static String capitalised(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static ClassReader bytesOf(String className) {
    ClassReader known = CLASSES.get(className);
    if (known != null) {
      return known;
    }
    ClassLoader own = AdviceCode.class.getClassLoader();
    try (InputStream in = own.getResourceAsStream(PACKAGE + className + ".class")) {
      if (in == null) {
        throw new IllegalArgumentException("no advice " + className);
      }
      ClassReader read = new ClassReader(in);
      CLASSES.put(className, read);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable
  AdviceMethod enter() {
    return enter;
  }

  @Nullable
  AdviceMethod exit() {
    return exit;
  }

  /** Sends the instructions of one of the two to this visitor. */
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
      if (!name.equals(enterName) && !name.equals(exitName)) {
        return null;
      }
      AdviceMethod method = new AdviceMethod(name, descriptor);
      if (name.equals(enterName)) {
        enter = method;
      } else {
        exit = method;
      }
      return new AdviceAnnotations(method);
    }
  }
}

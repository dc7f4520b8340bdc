package io.tripmeter.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** What has to be known of a class before its methods are changed: which of them, and what they and its fields are. */
final class ClassShape extends ClassVisitor {
  private final List<Weaving> weavings;
  private final Map<String, String> fields = new HashMap<>();

  /** Methods with code, by name and descriptor: the local variables of those that some advice is for, 0 for the others. */
  private final Map<String, Integer> methods = new HashMap<>();

  private final Map<String, List<BoundAdvice>> advice = new HashMap<>();
  private boolean isInterface;
  private boolean hasFrames;
  private boolean isJava;

  ClassShape(ClassReader reader, List<Weaving> weavings) {
    super(Opcodes.ASM9);
    this.weavings = weavings;
    reader.accept(this, ClassReader.SKIP_FRAMES);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    hasFrames = (version & 0xffff) >= Opcodes.V1_6;
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    isJava = source != null && source.endsWith(".java");
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    if ((access & Opcodes.ACC_STATIC) == 0) {
      fields.put(name, descriptor);
    }
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return null;
    }
    String method = name + descriptor;
    methods.put(method, 0);
    if (!isSelected(name, descriptor)) {
      // Its instructions are not read.
      return null;
    }
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitMaxs(int stack, int locals) {
        methods.put(method, locals);
      }
    };
  }

  private boolean isSelected(String name, String descriptor) {
    for (Weaving weaving : weavings) {
      for (Weaving.Row row : weaving.rows()) {
        if (row.methods().matches(name, descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isInterface() {
    return isInterface;
  }

  /** Whether the class file has stack map frames. */
  boolean hasFrames() {
    return hasFrames;
  }

  /** Whether a compiler of Java made it. */
  boolean isJava() {
    return isJava;
  }

  /** A method that must be there for this class to be one that we know; null if none is missing. */
  @Nullable
  String missing() {
    for (Weaving weaving : weavings) {
      for (String required : weaving.required()) {
        if (select(new MethodSelector(required, null)).isEmpty()) {
          return required;
        }
      }
    }
    return null;
  }

  /** Methods that an operator has named and that are not here, or have no code here. */
  List<String> absent() {
    List<String> absent = new ArrayList<>();
    for (Weaving weaving : weavings) {
      for (String named : weaving.named()) {
        if (isInterface || select(new MethodSelector(named, null)).isEmpty()) {
          absent.add(named);
        }
      }
    }
    return absent;
  }

  private List<String> select(MethodSelector selector) {
    List<String> selected = new ArrayList<>();
    for (String method : methods.keySet()) {
      int open = method.indexOf('(');
      if (selector.matches(method.substring(0, open), method.substring(open))) {
        selected.add(method);
      }
    }
    return selected;
  }

  boolean isAdvised() {
    for (Weaving weaving : weavings) {
      for (Weaving.Row row : weaving.rows()) {
        if (hasFields(row) && !select(row.methods()).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean hasFields(Weaving.Row row) {
    return fields.keySet().containsAll(row.advice.fields());
  }

  /** Finds which advice goes into which method. */
  void selectMethods() {
    for (Weaving weaving : weavings) {
      for (Weaving.Row row : weaving.rows()) {
        if (hasFields(row)) {
          for (String method : select(row.methods())) {
            List<BoundAdvice> known = advice.get(method);
            if (known == null) {
              known = new ArrayList<>();
              advice.put(method, known);
            }
            known.add(row.advice);
          }
        }
      }
    }
  }

  /** In the order in which it is copied: the first one's beginning comes first, and its end last. */
  List<BoundAdvice> advice(String method) {
    List<BoundAdvice> found = advice.get(method);
    return found == null ? Collections.emptyList() : found;
  }

  /** Local variables that a method has. */
  int locals(String method) {
    Integer known = methods.get(method);
    return known == null ? 0 : known;
  }

  /** Descriptors of the instance's fields that the class itself declares, by name. */
  Map<String, String> fields() {
    return fields;
  }
}

package io.tripmeter.weave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.enumeration.EnumerationDescription;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** What {@link Weaver} does, by ByteBuddy's own {@link Advice}: the judge of Weaver. */
final class ByteBuddyWeaver {
  private static final String ADVICE_PACKAGE = "io.tripmeter.advice.";
  private static final ByteBuddy BYTE_BUDDY = new ByteBuddy()
      .with(TypeValidation.DISABLED)
      .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
  private static final ClassFileLocator OWN =
      ClassFileLocator.ForClassLoader.of(ByteBuddyWeaver.class.getClassLoader());
  private static final Class<? extends Annotation> CONSTANT = constant();

  private ByteBuddyWeaver() {}

  @SuppressWarnings("unchecked")
  private static Class<? extends Annotation> constant() {
    try {
      return (Class<? extends Annotation>) Class.forName(ADVICE_PACKAGE + "Constant");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte @Nullable [] weave(
      @Nullable ClassLoader loader, String internalName, byte[] bytes, List<Weaving> weavings) {
    String name = internalName.replace('/', '.');
    ClassFileLocator locator = new ClassFileLocator.Compound(
        ClassFileLocator.Simple.of(name, bytes), ClassFileLocator.ForClassLoader.of(loader));
    TypePool pool = new TypePool.Default.WithLazyResolution(
        new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
    TypeDescription type = pool.describe(name).resolve();
    if (type.isInterface()) {
      return null;
    }
    AsmVisitorWrapper.ForDeclaredMethods methods = new AsmVisitorWrapper.ForDeclaredMethods();
    boolean changed = false;
    for (Weaving weaving : weavings) {
      for (Weaving.Row row : weaving.rows()) {
        Selected selected = new Selected(row.methods());
        if (selected.isIn(type) && hasFields(type, row.advice)) {
          methods = methods.invokable(selected, advice(row.advice));
          changed = true;
        }
      }
    }
    return changed
        ? BYTE_BUDDY
            .decorate(type, locator)
            .visit(methods)
            .make(TypeResolutionStrategy.Disabled.INSTANCE, pool)
            .getBytes()
        : null;
  }

  private static Advice advice(BoundAdvice bound) {
    int dot = bound.name().indexOf('.');
    String type = ADVICE_PACKAGE + (dot < 0 ? bound.name() : bound.name().substring(0, dot));
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, only(type, bound)), OWN);
    return Advice.withCustomMapping()
        .bind(new ConstantMapping<>(CONSTANT, bound))
        .to(TypePool.Default.WithLazyResolution.of(locator).describe(type).resolve(), locator);
  }

  /** The class with this one advice alone. */
  private static byte[] only(String type, BoundAdvice bound) {
    AdviceCode code = AdviceCode.of(bound);
    AdviceMethod enter = code.enter();
    AdviceMethod exit = code.exit();
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor filter = new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public @Nullable MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        boolean wanted = (enter != null && enter.name().equals(name))
            || (exit != null && exit.name().equals(name));
        return wanted ? super.visitMethod(access, name, descriptor, signature, exceptions) : null;
      }
    };
    try {
      new ClassReader(OWN.locate(type).resolve()).accept(filter, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toByteArray();
  }

  private static boolean hasFields(TypeDescription type, BoundAdvice bound) {
    List<String> missing = new ArrayList<>(bound.fields());
    for (FieldDescription field : new ArrayList<FieldDescription>(type.getDeclaredFields())) {
      missing.remove(field.getName());
    }
    return missing.isEmpty();
  }

  /** The values of parameters annotated with {@code @Constant}. */
  private static final class ConstantMapping<T extends Annotation>
      implements Advice.OffsetMapping.Factory<T> {
    private final Class<T> annotation;
    private final BoundAdvice bound;

    ConstantMapping(Class<T> annotation, BoundAdvice bound) {
      this.annotation = annotation;
      this.bound = bound;
    }

    @Override
    public Class<T> getAnnotationType() {
      return annotation;
    }

    @Override
    public Advice.OffsetMapping make(
        ParameterDescription.InDefinedShape target,
        AnnotationDescription.Loadable<T> present,
        AdviceType type) {
      Object value = bound.constant(present.getValue("value").resolve(String.class));
      if (value == null) {
        throw new IllegalStateException(bound.name() + " without a constant");
      }
      StackManipulation push = value instanceof Integer
          ? IntegerConstant.forValue((Integer) value)
          : value instanceof Enum
              ? FieldAccess.forEnumeration(
                  new EnumerationDescription.ForLoadedEnumeration((Enum<?>) value))
              : new TextConstant((String) value);
      return new Advice.OffsetMapping.ForStackManipulation(
          push, target.getType(), target.getType(), Assigner.Typing.STATIC);
    }
  }

  private static final class Selected implements ElementMatcher<MethodDescription> {
    private final MethodSelector selector;

    Selected(MethodSelector selector) {
      this.selector = selector;
    }

    boolean isIn(TypeDescription type) {
      for (MethodDescription method : new ArrayList<MethodDescription>(type.getDeclaredMethods())) {
        if (matches(method)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean matches(MethodDescription method) {
      return !method.isAbstract()
          && !method.isNative()
          && selector.matches(method.getInternalName(), method.getDescriptor());
    }
  }
}

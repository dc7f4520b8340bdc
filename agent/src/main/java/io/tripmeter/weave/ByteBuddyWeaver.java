package io.tripmeter.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * As {@link Weaver}, by ByteBuddy's own {@link Advice}: for classes that Weaver leaves to it, and the judge of Weaver in its tests. It takes
 * some hundred classes and milliseconds more.
 */
final class ByteBuddyWeaver {
  private static final String ADVICE_PACKAGE = "io.tripmeter.advice.";
  private static final ByteBuddy BYTE_BUDDY = new ByteBuddy()
      .with(TypeValidation.DISABLED)
      .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
  private static final ClassFileLocator OWN =
      ClassFileLocator.ForClassLoader.of(ByteBuddyWeaver.class.getClassLoader());
  private static final TypePool OWN_TYPES = TypePool.Default.WithLazyResolution.of(OWN);
  private static final Map<String, Advice> ADVICE = new ConcurrentHashMap<>();

  private ByteBuddyWeaver() {}

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
      for (String[] advice : weaving.advice()) {
        Selected selected =
            new Selected(advice[0], weaving.isByDescriptor() ? weaving.target() : null);
        if (selected.isIn(type) && hasFields(type, advice)) {
          methods = methods.invokable(selected, advice(advice[1]));
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

  /** Parsed once: it does not depend on the class that it is copied into. */
  private static Advice advice(String name) {
    Advice known = ADVICE.get(name);
    if (known == null) {
      known = Advice.to(OWN_TYPES.describe(ADVICE_PACKAGE + name).resolve(), OWN);
      ADVICE.put(name, known);
    }
    return known;
  }

  /** @param advice as {@link Weaving#advice()} has it */
  private static boolean hasFields(TypeDescription type, String[] advice) {
    List<String> missing = new ArrayList<>(Arrays.asList(advice).subList(2, advice.length));
    for (FieldDescription field : new ArrayList<FieldDescription>(type.getDeclaredFields())) {
      missing.remove(field.getName());
    }
    return missing.isEmpty();
  }

  private static final class Selected implements ElementMatcher<MethodDescription> {
    private final MethodSelector selector;

    Selected(String selector, @Nullable String descriptor) {
      this.selector = new MethodSelector(selector, descriptor);
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

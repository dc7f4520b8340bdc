package io.tripmeter.weave;

import io.tripmeter.log.Log;
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
 * Copies advice into a class's byte code: methods change, no field, method or interface is added, so that other agents and retransformation
 * find the shape they know. The only class of the start-up path that needs ByteBuddy; deterministic, so that a second pass over the same
 * bytes gives the same.
 */
final class Weaver {
  private static final String ADVICE_PACKAGE = "io.tripmeter.advice.";
  private static final ByteBuddy BYTE_BUDDY = new ByteBuddy()
      .with(TypeValidation.DISABLED)
      .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
  private static final ClassFileLocator OWN =
      ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
  private static final TypePool OWN_TYPES = TypePool.Default.WithLazyResolution.of(OWN);
  private static final Map<String, Advice> ADVICE = new ConcurrentHashMap<>();

  private Weaver() {}

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
      String missing = missing(type, weaving);
      if (missing != null) {
        reportUnknown(name, missing);
        return null;
      }
      for (String[] advice : weaving.advice()) {
        MethodSelector selected =
            new MethodSelector(advice[0], weaving.isByDescriptor() ? weaving.target() : null);
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

  /** A method that must be there for this class to be one that we know. */
  private static @Nullable String missing(TypeDescription type, Weaving weaving) {
    for (String required : weaving.required()) {
      if (!new MethodSelector(required, null).isIn(type)) {
        return required;
      }
    }
    return null;
  }

  private static void reportUnknown(String className, String method) {
    Log.warn("unknown version of a library, left alone: update Tripmeter, or report the version")
        .field("class", className)
        .field("missing", method)
        .once("unknown " + className)
        .write();
  }

  /** Methods by name and beginning or end of their descriptor, see {@link Weaving}. */
  private static final class MethodSelector implements ElementMatcher<MethodDescription> {
    private final String name;
    private final String begin;
    private final String end;
    private final @Nullable String descriptor;

    MethodSelector(String selector, @Nullable String descriptor) {
      int open = selector.indexOf('(');
      int close = selector.indexOf(')');
      name = open >= 0
          ? selector.substring(0, open)
          : close >= 0 ? selector.substring(0, close) : selector;
      begin = open >= 0 ? selector.substring(open) : "";
      end = open < 0 && close >= 0 ? selector.substring(close) : "";
      this.descriptor = descriptor;
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
      if (method.isAbstract()
          || method.isNative()
          || !(name.equals("*") || name.equals(method.getInternalName()))) {
        return false;
      }
      String found = method.getDescriptor();
      return found.startsWith(begin)
          && found.endsWith(end)
          && (descriptor == null || descriptor.equals(found));
    }
  }
}

package io.tripmeter.reflect;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes members accessible. On Java 9 and later a library may be in a named module, as HikariCP is on the module path. Its package is then
 * opened to the agent alone, through the instrumentation.
 */
public final class MemberAccess {
  private static final boolean HAS_MODULES = hasModules();

  private static @Nullable Instrumentation instrumentation;

  private MemberAccess() {}

  /** Set once, when the agent starts. */
  public static void use(Instrumentation given) {
    instrumentation = given;
  }

  /** A package of the JDK is opened first: Java 9 to 16 would let the agent in without, and warn of it on the application's console. */
  static void open(AccessibleObject member, Class<?> declaring) {
    boolean isOpen = isOfJdk(declaring) && openModule(declaring);
    try {
      member.setAccessible(true);
    } catch (RuntimeException closed) {
      if (isOpen || !openModule(declaring)) {
        throw closed;
      }
      member.setAccessible(true);
    }
  }

  private static boolean isOfJdk(Class<?> declaring) {
    ClassLoader loader = declaring.getClassLoader();
    return HAS_MODULES
        && (loader == null || loader == ClassLoader.getSystemClassLoader().getParent());
  }

  private static boolean hasModules() {
    try {
      Class.class.getMethod("getModule");
      return true;
    } catch (NoSuchMethodException java8) {
      return false;
    }
  }

  /** By reflection throughout: the agent is compiled for Java 8. Returns false if it cannot be. */
  private static boolean openModule(Class<?> declaring) {
    Instrumentation using = instrumentation;
    if (using == null) {
      return false;
    }
    try {
      Method getModule = Class.class.getMethod("getModule");
      Object module = getModule.invoke(declaring);
      Set<Object> toUs = Collections.singleton(getModule.invoke(MemberAccess.class));
      String name = declaring.getName();
      String packageName = name.substring(0, name.lastIndexOf('.'));
      for (Method method : Instrumentation.class.getMethods()) {
        if (method.getName().equals("redefineModule")) {
          method.invoke(
              using,
              module,
              Collections.emptySet(),
              Collections.emptyMap(),
              Collections.singletonMap(packageName, toUs),
              Collections.emptySet(),
              Collections.emptyMap());
        }
      }
    } catch (ReflectiveOperationException impossible) {
      return false;
    }
    return true;
  }
}

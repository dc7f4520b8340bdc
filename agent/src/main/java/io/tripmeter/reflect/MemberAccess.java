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
  private static @Nullable Instrumentation instrumentation;

  private MemberAccess() {}

  /** Set once, when the agent starts. */
  public static void use(Instrumentation given) {
    instrumentation = given;
  }

  static void open(AccessibleObject member, Class<?> declaring) {
    try {
      member.setAccessible(true);
    } catch (RuntimeException closed) {
      openModule(declaring, closed);
      member.setAccessible(true);
    }
  }

  /** By reflection throughout: the agent is compiled for Java 8. */
  private static void openModule(Class<?> declaring, RuntimeException closed) {
    Instrumentation using = instrumentation;
    if (using == null) {
      throw closed;
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
      throw closed;
    }
  }
}

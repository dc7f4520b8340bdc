package io.tripmeter.boot;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/** What the agent does on an application's thread, where a security manager would look at what the application is granted. */
public final class Privileged {
  private Privileged() {}

  /**
   * The same object where no security manager is installed. Applications can call this as well, and get nothing by it: an object of the JDK's,
   * such as an MBean server, would do for them what they are not granted.
   */
  public static <T> T of(Class<T> type, T hook) {
    if (!isAgents(hook) || !isManaged()) {
      return hook;
    }
    Object privileged = Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new InvocationHandler() {
          @Override
          public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
              throws Throwable {
            return call(hook, method, arguments);
          }
        });
    return type.cast(privileged);
  }

  static boolean isAgents(@Nullable Object hook) {
    return hook != null && hook.getClass().getClassLoader() instanceof AgentClassLoader;
  }

  /** Java 24 and later have none. */
  private static boolean isManaged() {
    try {
      return System.getSecurityManager() != null;
    } catch (LinkageError removed) {
      return false;
    }
  }

  private static @Nullable Object call(Object hook, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return AccessController.doPrivileged(new PrivilegedExceptionAction<@Nullable Object>() {
        @Override
        public @Nullable Object run() throws Exception {
          return method.invoke(hook, arguments);
        }
      });
    } catch (PrivilegedActionException failed) {
      Throwable cause = failed.getCause();
      throw cause instanceof InvocationTargetException ? cause.getCause() : cause;
    }
  }
}

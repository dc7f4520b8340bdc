package io.tripmeter.signals.page;

import io.tripmeter.log.Log;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Closes the listener around checkpoints of the JVM (CRaC, package jdk.crac), because an open socket makes a checkpoint fail. Does nothing
 * on a JVM without checkpoints.
 */
final class Checkpoint {
  /** A strong reference, because the JVM holds its resources weakly. */
  @SuppressWarnings("UnusedVariable")
  private static volatile @Nullable Object registered;

  private Checkpoint() {}

  static void around(Runnable before, Runnable after) {
    try {
      ClassLoader loader = Checkpoint.class.getClassLoader();
      Class<?> resource = Class.forName("jdk.crac.Resource", false, loader);
      InvocationHandler handler = (proxy, method, arguments) -> {
        switch (method.getName()) {
          case "beforeCheckpoint":
            before.run();
            return null;
          case "afterRestore":
            after.run();
            return null;
          case "hashCode":
            return System.identityHashCode(proxy);
          case "equals":
            return proxy == arguments[0];
          default:
            return "Tripmeter's listener";
        }
      };
      Object listener = Proxy.newProxyInstance(loader, new Class<?>[] {resource}, handler);
      Object context = Class.forName("jdk.crac.Core", true, loader)
          .getMethod("getGlobalContext")
          .invoke(null);
      Class.forName("jdk.crac.Context", false, loader)
          .getMethod("register", resource)
          .invoke(context, listener);
      registered = listener;
    } catch (ClassNotFoundException noCheckpoints) {
      // Most JVMs.
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      Log.debug("checkpoints of this JVM are of an unknown kind").error(unknown).write();
    }
  }
}

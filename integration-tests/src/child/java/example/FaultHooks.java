package example;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Puts something that always throws in the place of each part of the agent. By reflection, for no class path holds the agent. */
final class FaultHooks {
  private static final String[] HOOKS = {"DriverHooks", "PoolHooks", "WorkHooks"};

  private FaultHooks() {}

  /** @param thrown the class of what is thrown */
  static String breakAll(String thrown) throws Exception {
    Class<?> type = Class.forName(thrown);
    InvocationHandler broken = (proxy, method, arguments) -> {
      throw (Throwable) type.getConstructor(String.class).newInstance("injected");
    };
    int replaced = 0;
    for (String hooks : HOOKS) {
      for (Method method :
          Class.forName("io.tripmeter.boot." + hooks, true, null).getMethods()) {
        if (method.getName().equals("set")) {
          Class<?> part = method.getParameterTypes()[0];
          method.invoke(
              null,
              Proxy.newProxyInstance(
                  FaultHooks.class.getClassLoader(), new Class<?>[] {part}, broken));
          replaced++;
        }
      }
    }
    return "broken " + replaced;
  }
}

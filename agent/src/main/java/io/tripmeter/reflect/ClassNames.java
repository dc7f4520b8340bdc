package io.tripmeter.reflect;

import java.lang.reflect.Proxy;

/** Names of the application's classes as its source has them: what is generated at run time has another name in every process. */
public final class ClassNames {
  private ClassNames() {}

  /** Of a lambda the class that it is in, of a generated subclass (Spring's, CGLIB's) the class that it extends. */
  public static String of(Class<?> type) {
    String name = type.getName();
    int generated = name.indexOf("$$");
    // Behind a slash is the number of a hidden class.
    int end = generated > 0 ? generated : name.indexOf('/');
    return end < 0 ? name : name.substring(0, end);
  }

  /** Of a proxy of the JDK's its first interface. */
  public static String ofObject(Object object) {
    Class<?> type = object.getClass();
    boolean isProxy = Proxy.isProxyClass(type) && type.getInterfaces().length > 0;
    return of(isProxy ? type.getInterfaces()[0] : type);
  }
}

package example;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Deploys an application with driver and pool of its own in a class loader of its own, uses it, undeploys it, and says whether its loader
 * went. Arguments: the application's class path, URL, user, password.
 */
final class FaultUndeploy {
  private static final int TRIES = 300;

  private FaultUndeploy() {}

  public static void main(String[] arguments) throws Exception {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      loaders.add(useOnce(arguments));
    }
    for (int i = 0; i < TRIES && !gone(loaders); i++) {
      System.gc();
      Thread.sleep(200);
    }
    int kept = 0;
    for (WeakReference<ClassLoader> loader : loaders) {
      kept += loader.get() == null ? 0 : 1;
    }
    System.out.println("class loaders kept: " + kept);
    if (kept > 0 && Boolean.getBoolean("keep.alive")) {
      Thread.sleep(600_000);
    }
    System.exit(0);
  }

  private static boolean gone(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().allMatch(loader -> loader.get() == null);
  }

  private static WeakReference<ClassLoader> useOnce(String[] arguments) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : arguments[0].split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    // Not the system loader as its parent: the application's own classes are to be in it.
    URLClassLoader loader = new URLClassLoader(
        urls.toArray(new URL[0]), ClassLoader.getSystemClassLoader().getParent());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Callable<?> application = (Callable<?>) loader
          .loadClass("example.FaultApplication")
          .getConstructor(String.class, String.class, String.class)
          .newInstance(arguments[1], arguments[2], arguments[3]);
      System.out.println("application " + application.call());
    } finally {
      thread.setContextClassLoader(before);
      loader.close();
    }
    return new WeakReference<>(loader);
  }
}

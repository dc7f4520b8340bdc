package example;

import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Consoles in class loaders of their own, each with a driver and a pool of its own, as a server has applications. */
final class DeployCommands {
  private static final Map<String, URLClassLoader> DEPLOYED = new ConcurrentHashMap<>();
  private static final List<WeakReference<ClassLoader>> GONE = new CopyOnWriteArrayList<>();

  private DeployCommands() {}

  /** A name and a class path. */
  static String deploy(String[] arguments) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : arguments[1].split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    // Not the system loader as its parent: the application's own classes are to be in it.
    DEPLOYED.put(
        arguments[0],
        new URLClassLoader(
            urls.toArray(new URL[0]), ClassLoader.getSystemClassLoader().getParent()));
    return "deployed";
  }

  /** A name and a command of the console there. */
  static String in(String[] arguments) throws Exception {
    ClassLoader loader = DEPLOYED.get(arguments[0]);
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(loader);
    Method run = loader.loadClass("example.Console").getDeclaredMethod("run", String[].class);
    run.setAccessible(true);
    try {
      return (String) run.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException failed) {
      throw failed.getCause() instanceof Exception ? (Exception) failed.getCause() : failed;
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  /** Its pools are closed, its driver is deregistered, as a server does it. */
  static String undeploy(String[] arguments) throws Exception {
    in(new String[] {arguments[0], "deregister"});
    URLClassLoader loader = DEPLOYED.remove(arguments[0]);
    GONE.add(new WeakReference<>(loader));
    loader.close();
    return "undeployed";
  }

  /** How many of those that are gone are still in memory. */
  static String kept(String[] arguments) throws InterruptedException {
    int kept = GONE.size();
    for (int i = 0; i < 100 && kept > 0; i++) {
      System.gc();
      Thread.sleep(50);
      kept = 0;
      for (WeakReference<ClassLoader> each : GONE) {
        kept += each.get() == null ? 0 : 1;
      }
    }
    return Integer.toString(kept);
  }
}

package example;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a main class from a web application's folders, as a container would load it. Arguments: the folder, the class, its own. */
final class WebInfLoader {
  private WebInfLoader() {}

  public static void main(String[] arguments) throws Exception {
    File web = new File(arguments[0], "WEB-INF");
    List<URL> urls = new ArrayList<>();
    urls.add(new File(web, "classes/").toURI().toURL());
    for (File library : new File(web, "lib").listFiles()) {
      urls.add(library.toURI().toURL());
    }
    ClassLoader loader = new URLClassLoader(
        urls.toArray(new URL[0]), ClassLoader.getSystemClassLoader().getParent());
    Thread.currentThread().setContextClassLoader(loader);
    loader.loadClass(arguments[1]).getMethod("main", String[].class).invoke(null, (Object)
        Arrays.copyOfRange(arguments, 2, arguments.length));
  }
}

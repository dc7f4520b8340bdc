package io.tripmeter.signals.slowquery;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The program that this JVM was started with: its main class, and the jar or folder that contains it. */
final class MainProgram {
  /** Main classes of servers and launchers, which start the application but are not part of it. */
  private static final String[] LAUNCHERS = ("org.apache.catalina. org.eclipse.jetty. org.jboss."
          + " org.springframework.boot. io.quarkus. com.ibm. org.glassfish. com.sun. weblogic."
          + " org.apache.karaf. org.apache.felix. org.apache.maven. org.codehaus. org.gradle."
          + " org.junit. com.intellij. org.eclipse. java. jdk. sun. play. scala.")
      .split(" ");

  static final MainProgram UNKNOWN = new MainProgram(null, null);

  private final @Nullable String mainClass;
  private final @Nullable File place;

  /**
   * @param mainClass null if it is a launcher's or unknown
   * @param place the jar or folder that contains it; null if unknown
   */
  MainProgram(@Nullable String mainClass, @Nullable File place) {
    this.mainClass = mainClass;
    this.place = place;
  }

  static MainProgram ofThisJvm() {
    try {
      String command = System.getProperty("sun.java.command", "");
      String classPath = System.getProperty("java.class.path", "");
      File jar = new File(classPath);
      return classPath.endsWith(".jar") && command.startsWith(classPath) && jar.isFile()
          ? ofJar(jar)
          : ofClass(command.split(" ", 2)[0]);
    } catch (Throwable unreadable) {
      // The system class loader may be a custom one.
      return UNKNOWN;
    }
  }

  private static MainProgram ofJar(File jar) throws IOException {
    try (JarFile opened = new JarFile(jar)) {
      Manifest manifest = opened.getManifest();
      Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String start = attributes.getValue("Start-Class");
      return of(start != null ? start : attributes.getValue(Attributes.Name.MAIN_CLASS), jar);
    }
  }

  /** @param started the name of a class, with or without its module */
  private static MainProgram ofClass(String started) {
    String name = started.substring(started.indexOf('/') + 1);
    String path = name.replace('.', '/') + ".class";
    URL url = ClassLoader.getSystemResource(path);
    String text = url == null ? "" : url.toString();
    return of(
        name,
        text.endsWith(path)
            ? Locations.file(text.substring(0, text.length() - path.length()))
            : null);
  }

  private static MainProgram of(@Nullable String mainClass, @Nullable File place) {
    return mainClass == null || isLauncher(mainClass) ? UNKNOWN : new MainProgram(mainClass, place);
  }

  private static boolean isLauncher(String name) {
    for (String prefix : LAUNCHERS) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  boolean isStartedFrom(File file) {
    return place != null && canonical(place).equals(canonical(file));
  }

  private static File canonical(File file) {
    try {
      return file.getCanonicalFile();
    } catch (IOException unreadable) {
      return file.getAbsoluteFile();
    }
  }

  /** Whether a class has the same root package as the main class, and so is a module of the same application. */
  boolean hasSameRoot(String className) {
    if (mainClass == null) {
      return false;
    }
    String root = Frames.root(mainClass);
    return !root.isEmpty() && className.startsWith(root);
  }
}

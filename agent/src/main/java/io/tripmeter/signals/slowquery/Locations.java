package io.tripmeter.signals.slowquery;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Reads the jars and folders that classes are loaded from. */
final class Locations {
  private static final String PROJECTS = "META-INF/maven/";

  private Locations() {}

  /** The file of {@code file:/app.jar} or {@code jar:file:/app.jar!/}; null for a nested jar or any other location. */
  static @Nullable File file(String location) {
    String url = location;
    if (url.startsWith("jar:")) {
      int end = url.indexOf('!');
      boolean whole = end == url.length() - 2 && url.endsWith("!/");
      if (!whole) {
        return null;
      }
      url = url.substring("jar:".length(), end);
    }
    if (!url.startsWith("file:")) {
      return null;
    }
    try {
      return new File(new URI(url));
    } catch (URISyntaxException | IllegalArgumentException notEncoded) {
      return new File(url.substring("file:".length()));
    }
  }

  /** Whether the classes of several projects were merged: Maven's packaging plugins keep a description of each. */
  static boolean holdsSeveralProjects(File place) {
    if (place.isDirectory()) {
      int projects = 0;
      for (File group : children(new File(place, PROJECTS))) {
        projects += children(group).length;
      }
      return projects > 1;
    }
    try (JarFile jar = new JarFile(place)) {
      return describesSeveral(jar);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean describesSeveral(JarFile jar) {
    int projects = 0;
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements() && projects < 2; ) {
      String name = all.nextElement().getName();
      if (name.startsWith(PROJECTS) && name.endsWith("/pom.properties")) {
        projects++;
      }
    }
    return projects > 1;
  }

  private static File[] children(File directory) {
    File[] children = directory.listFiles();
    return children == null ? new File[0] : children;
  }
}

package io.tripmeter.weave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes of known libraries in packages that are not the libraries' own. For almost every class that is one look-up of its simple
 * name.
 */
final class RelocatedClasses {
  private static final String SERVICES = "META-INF/services/java.sql.Driver";

  private final Map<String, List<Named>> bySimpleName = new ConcurrentHashMap<>();
  private final List<Relocatable> libraries;
  private final Relocatable driver;

  /** @param libraries the driver first */
  RelocatedClasses(List<Relocatable> libraries) {
    this.libraries = libraries;
    driver = libraries.get(0);
    for (Relocatable library : libraries) {
      for (String name : library.names()) {
        add(library, name);
      }
    }
  }

  /** Further weavings, none of them into classes that have some already. */
  void add(Weaving weaving) {
    for (Relocatable library : libraries) {
      String name = library.add(weaving);
      if (name != null) {
        add(library, name);
      }
    }
  }

  private void add(Relocatable library, String name) {
    List<Named> named = new ArrayList<>(1);
    List<Named> known = bySimpleName.get(simple(name));
    if (known != null) {
      named.addAll(known);
    }
    named.add(new Named(library, name));
    bySimpleName.put(simple(name), named);
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Null for a class that is none of these. */
  @Nullable
  Found find(ClassLoader loader, String name) throws IOException {
    List<Named> candidates = bySimpleName.get(simple(name));
    if (candidates == null) {
      return null;
    }
    for (Named candidate : candidates) {
      int end = name.length() - candidate.name.length();
      if (end > 0 && name.charAt(end - 1) == '/' && name.endsWith(candidate.name)) {
        List<Weaving> found =
            candidate.library.weavings(loader, name.substring(0, end), candidate.name);
        if (found != null) {
          return new Found(found, candidate.library == driver);
        }
      }
    }
    return null;
  }

  /** Whether a driver in another package is offered to this loader as a service. */
  boolean offersDriver(ClassLoader loader) throws IOException {
    Enumeration<URL> services = loader.getResources(SERVICES);
    while (services.hasMoreElements()) {
      URLConnection connection = services.nextElement().openConnection();
      // A cached one would keep the application's jar open.
      connection.setUseCaches(false);
      try (BufferedReader lines = new BufferedReader(
          new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String name = line.trim().replace('.', '/');
          int last = name.lastIndexOf('/');
          if (last > 0 && driver.isIn(loader, name.substring(0, last + 1))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** What goes into a class, and whether the class is the driver's. */
  static final class Found {
    final List<Weaving> weavings;
    final boolean isDrivers;

    Found(List<Weaving> weavings, boolean isDrivers) {
      this.weavings = weavings;
      this.isDrivers = isDrivers;
    }
  }

  private static final class Named {
    final Relocatable library;

    /** Below the library's package. */
    final String name;

    Named(Relocatable library, String name) {
      this.library = library;
      this.name = name;
    }
  }
}

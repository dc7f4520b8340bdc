package io.tripmeter.signals.slowquery;

import java.io.File;
import java.security.AccessController;
import java.security.CodeSource;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a class's location whether it belongs to the application: a folder of classes, {@code BOOT-INF/classes}, {@code
 * WEB-INF/classes}, or the jar with the main class. Any thread.
 */
final class CodeSources {
  private static final int REMEMBERED = 1_000;

  private final Supplier<MainProgram> lookUp;
  private volatile @Nullable MainProgram main;
  private final Map<String, Boolean> own = new ConcurrentHashMap<>();
  private final Map<String, Boolean> mixed = new ConcurrentHashMap<>();

  /** @param lookUp finds the main program; called on first use, because it may open a jar */
  CodeSources(Supplier<MainProgram> lookUp) {
    this.lookUp = lookUp;
  }

  private MainProgram main() {
    MainProgram known = main;
    if (known == null) {
      known = lookUp.get();
      main = known;
    }
    return known;
  }

  /**
   * @param namedLikeFramework whether the class has a framework's name. It is then the application's only in a location without framework
   *     classes
   */
  boolean isOfApplication(Class<?> type, boolean namedLikeFramework) {
    String location = locationOf(type);
    if (location != null && isOwn(location)) {
      return !namedLikeFramework || !isMixed(location);
    }
    return (!namedLikeFramework || Frames.isProgram(type.getName()))
        && main().hasSameRoot(type.getName());
  }

  private static @Nullable String locationOf(Class<?> type) {
    ProtectionDomain domain = AccessController.doPrivileged(
        (PrivilegedAction<ProtectionDomain>) type::getProtectionDomain);
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null || source.getLocation() == null
        ? null
        : source.getLocation().toString();
  }

  private boolean isOwn(String location) {
    Boolean known = own.get(location);
    if (known == null) {
      known = computeOwn(location);
      remember(own, location, known);
    }
    return known;
  }

  /** An application's own classes are in a folder or in the jar that was started. Libraries are jars beside or inside that jar. */
  private boolean computeOwn(String location) {
    if (isPackagedClasses(location)) {
      return true;
    }
    File file = Locations.file(location);
    return file != null && (file.isDirectory() || main().isStartedFrom(file));
  }

  private static boolean isPackagedClasses(String location) {
    return location.contains("BOOT-INF/classes") || location.contains("WEB-INF/classes");
  }

  /** Whether the jar or folder also contains unpacked libraries. */
  private boolean isMixed(String location) {
    Boolean known = mixed.get(location);
    if (known == null) {
      File file = isPackagedClasses(location) ? null : Locations.file(location);
      known = file != null && Locations.holdsSeveralProjects(file);
      remember(mixed, location, known);
    }
    return known;
  }

  /** Bounded, because an application that keeps creating class loaders has ever more locations. */
  private static void remember(Map<String, Boolean> all, String location, boolean is) {
    if (all.size() < REMEMBERED) {
      all.put(location, is);
    }
  }
}

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
 * Where classes were loaded from, and whether that is the application's own place: a folder of classes, {@code BOOT-INF/classes}, {@code
 * WEB-INF/classes}, the jar with the main class. Any thread.
 */
final class CodeSources {
  private static final int REMEMBERED = 1_000;

  private final Supplier<MainProgram> asked;
  private volatile @Nullable MainProgram main;
  private final Map<String, Boolean> own = new ConcurrentHashMap<>();
  private final Map<String, Boolean> mixed = new ConcurrentHashMap<>();

  /** @param asked what was started; looked up when it is first needed, for a jar has to be opened for it */
  CodeSources(Supplier<MainProgram> asked) {
    this.asked = asked;
  }

  private MainProgram main() {
    MainProgram known = main;
    if (known == null) {
      known = asked.get();
      main = known;
    }
    return known;
  }

  /**
   * @param namedLikeFramework whether its name is one of a framework's: then it is the application's only where no framework's class can
   *     be
   */
  boolean isApplications(Class<?> type, boolean namedLikeFramework) {
    String location = locationOf(type);
    if (location != null && isOwn(location)) {
      return !namedLikeFramework || !isMixed(location);
    }
    return !namedLikeFramework && main().hasSameMaker(type.getName());
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
      known = judge(location);
      remember(own, location, known);
    }
    return known;
  }

  /** An application's own classes lie in a folder or in the jar that was started; libraries are jars beside or inside of it. */
  private boolean judge(String location) {
    if (isPackagedClasses(location)) {
      return true;
    }
    File file = Locations.file(location);
    return file != null && (file.isDirectory() || main().isStartedFrom(file));
  }

  private static boolean isPackagedClasses(String location) {
    return location.contains("BOOT-INF/classes") || location.contains("WEB-INF/classes");
  }

  /** Whether libraries were unpacked into the same jar or folder. */
  private boolean isMixed(String location) {
    Boolean known = mixed.get(location);
    if (known == null) {
      File file = isPackagedClasses(location) ? null : Locations.file(location);
      known = file != null && Locations.holdsSeveralProjects(file);
      remember(mixed, location, known);
    }
    return known;
  }

  /** An application that makes class loaders without end has locations without end. */
  private static void remember(Map<String, Boolean> all, String location, boolean is) {
    if (all.size() < REMEMBERED) {
      all.put(location, is);
    }
  }
}

package io.tripmeter.weave;

import io.tripmeter.boot.RelocatedPackages;
import io.tripmeter.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A library that builds put into packages of their own. There it is known by the end of its classes' names and by one class with a constant
 * that no build changes. A fork has another one there, and is left alone.
 */
public final class Relocatable {
  private final String ownPackage;
  private final String evidence;
  private final String constant;
  private final String telling;
  private final Map<String, List<Weaving>> weavings = new ConcurrentHashMap<>();

  /** What has been found where, by loader, then by package. */
  private final Map<ClassLoader, Map<String, Boolean>> found = new WeakHashMap<>();

  /**
   * @param ownPackage where the library's authors have it, as the JVM spells it, with a slash behind
   * @param evidence one of its classes, below that package
   * @param constant a text in that class
   * @param telling one of the weavings' classes, below that package, whose name no unrelated library has
   * @param weavings those into other packages are ignored
   */
  public Relocatable(
      String ownPackage, String evidence, String constant, String telling, List<Weaving> weavings) {
    this.ownPackage = ownPackage;
    this.evidence = evidence;
    this.constant = constant;
    this.telling = telling;
    for (Weaving weaving : weavings) {
      add(weaving);
    }
  }

  /** Returns the name of the class, below the library's package; null if it is another's. */
  @Nullable
  String add(Weaving weaving) {
    if (!weaving.target().startsWith(ownPackage)) {
      return null;
    }
    String below = weaving.target().substring(ownPackage.length());
    weavings.put(below, Collections.singletonList(weaving));
    return below;
  }

  /** The names of the classes to change, below the library's package. */
  Iterable<String> names() {
    return weavings.keySet();
  }

  /**
   * What goes into a class, if the library is in this other package.
   *
   * @param below one of {@link #names}
   */
  @Nullable
  List<Weaving> weavings(ClassLoader loader, String otherPackage, String below) throws IOException {
    List<Weaving> own = weavings.get(below);
    if (own == null || otherPackage.equals(ownPackage)) {
      return null;
    }
    if (!isIn(loader, otherPackage)) {
      if (below.equals(telling)) {
        reportFork(otherPackage);
      }
      return null;
    }
    Relocation relocation = new Relocation(ownPackage, otherPackage);
    List<Weaving> relocated = new ArrayList<>();
    for (Weaving weaving : own) {
      relocated.add(weaving.relocated(relocation));
    }
    return relocated;
  }

  /**
   * Whether the library is in this package, as far as the loader finds resources. No lock is held while it looks: it may wait for a class that
   * another thread loads, and that thread comes here as well.
   */
  boolean isIn(ClassLoader loader, String otherPackage) throws IOException {
    Map<String, Boolean> known = foundBy(loader);
    Boolean is = known.get(otherPackage);
    if (is == null) {
      is = look(loader, otherPackage);
      known.put(otherPackage, is);
    }
    return is;
  }

  private synchronized Map<String, Boolean> foundBy(ClassLoader loader) {
    Map<String, Boolean> known = found.get(loader);
    if (known == null) {
      known = new ConcurrentHashMap<>(2);
      found.put(loader, known);
    }
    return known;
  }

  private boolean look(ClassLoader loader, String otherPackage) throws IOException {
    try (InputStream in = loader.getResourceAsStream(otherPackage + evidence + ".class")) {
      if (in == null) {
        return false;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
      byte[] chunk = new byte[4096];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.write(chunk, 0, read);
      }
      boolean is = new String(out.toByteArray(), StandardCharsets.ISO_8859_1).contains(constant);
      if (is) {
        RelocatedPackages.add(dotted(ownPackage), dotted(otherPackage));
      }
      return is;
    }
  }

  private void reportFork(String otherPackage) {
    Log.info("a library that resembles one that Tripmeter knows is left alone, it is a fork")
        .field("package", dotted(otherPackage))
        .field("resembles", dotted(ownPackage))
        .once("fork " + otherPackage)
        .write();
  }

  private static String dotted(String packageName) {
    return packageName.substring(0, packageName.length() - 1).replace('/', '.');
  }
}

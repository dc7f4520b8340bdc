package io.tripmeter.boot;

import java.util.Arrays;

/** Packages, other than their own, in which libraries that Tripmeter knows have been found. Any thread. */
public final class RelocatedPackages {
  /** Each followed by the library's own package; with a dot behind. */
  private static volatile String[] found = {};

  private RelocatedPackages() {}

  /** Names of packages, without a dot behind. */
  public static synchronized void add(String own, String other) {
    String prefix = other + '.';
    String library = own + '.';
    if (!isOf(library, prefix)) {
      String[] more = Arrays.copyOf(found, found.length + 2);
      more[found.length] = prefix;
      more[found.length + 1] = library;
      found = more;
    }
  }

  /** Whether a class of this name is in one of them. */
  public static boolean contains(String className) {
    String[] known = found;
    for (int i = 0; i < known.length; i += 2) {
      if (className.startsWith(known[i])) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is in one that the library of this package, with a dot behind, was found in. */
  public static boolean isOf(String own, String className) {
    String[] known = found;
    for (int i = 0; i < known.length; i += 2) {
      if (known[i + 1].equals(own) && className.startsWith(known[i])) {
        return true;
      }
    }
    return false;
  }
}

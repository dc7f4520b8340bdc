package io.tripmeter.boot;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Executors that work for all who use a library, known by their own class or that of their thread factory: a pool opens connections for
 * whoever needs one, and not for the request whose borrow made it begin.
 */
final class LibraryExecutors {
  private static final String[] PREFIXES = {
    "com.zaxxer.hikari.", "io.agroal.", "java.lang.VirtualThread"
  };

  private static final ClassValue<Boolean> IS_LIBRARYS = new ClassValue<Boolean>() {
    @Override
    protected Boolean computeValue(Class<?> type) {
      String name = type.getName();
      for (String prefix : PREFIXES) {
        if (name.startsWith(prefix)) {
          return Boolean.TRUE;
        }
      }
      return RelocatedPackages.contains(name);
    }
  };

  private LibraryExecutors() {}

  static boolean contains(Object executor) {
    return isLibrarys(executor)
        || (executor instanceof ThreadPoolExecutor
            && isLibrarys(((ThreadPoolExecutor) executor).getThreadFactory()))
        || (executor instanceof ForkJoinPool && isLibrarys(((ForkJoinPool) executor).getFactory()));
  }

  private static boolean isLibrarys(Object one) {
    return IS_LIBRARYS.get(one.getClass());
  }
}

package io.tripmeter.pgjdbc;

import io.tripmeter.boot.RelocatedPackages;

/** The driver's classes by their names. */
public final class DriverClasses {
  private static final String PACKAGE = "org.postgresql.";
  private static final String EXECUTOR = "core.v3.QueryExecutorImpl";

  private DriverClasses() {}

  /** Ends with a dot. */
  public static String packagePrefix() {
    return PACKAGE;
  }

  public static boolean isOne(String className) {
    return className.startsWith(PACKAGE) || RelocatedPackages.isOf(PACKAGE, className);
  }

  /** Where the driver of this QueryExecutorImpl is: with a dot behind. */
  static String packageOf(Object executor) {
    String name = executor.getClass().getName();
    return name.endsWith(EXECUTOR) ? name.substring(0, name.length() - EXECUTOR.length()) : PACKAGE;
  }
}

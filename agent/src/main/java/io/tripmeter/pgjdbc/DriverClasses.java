package io.tripmeter.pgjdbc;

/** The driver's classes by their names. */
public final class DriverClasses {
  private static final String PACKAGE = "org.postgresql.";

  private DriverClasses() {}

  /** Ends with a dot. */
  public static String packagePrefix() {
    return PACKAGE;
  }

  public static boolean isOne(String className) {
    return className.startsWith(PACKAGE);
  }
}

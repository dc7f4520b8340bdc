package io.tripmeter.signals.slowquery;

/** Recognises a statement that Hibernate executes because the application uses an association which is not loaded yet. */
final class LazyAssociation {
  static final String REASON = "lazy association";

  private LazyAssociation() {}

  /**
   * @param caller the frame of the application
   * @param stack of this thread, innermost frame first
   * @return whether Hibernate loads lazily between the caller and the driver
   */
  static boolean isLoadedBy(StackTraceElement caller, StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.equals(caller)) {
        return false;
      }
      if (Frames.isLazyLoading(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }
}

package io.tripmeter.signals.slowquery;

/**
 * Determines the owner of a class from its name, and from its location where the name does not tell. The result is stored with the class
 * ({@link ClassValue}), so that no class is kept alive. Any thread.
 */
final class Owners extends ClassValue<Owner> {
  private final CodeSources sources;

  Owners(CodeSources sources) {
    this.sources = sources;
  }

  @Override
  protected Owner computeValue(Class<?> type) {
    String name = type.getName();
    if (Frames.isPlumbing(name)) {
      return Owner.PLUMBING;
    }
    boolean framework = Frames.isFramework(name);
    try {
      if (sources.isOfApplication(type, framework)) {
        return Owner.APPLICATION;
      }
    } catch (Throwable unreadable) {
      // A security manager or a class loader threw: only the name is used.
    }
    return framework ? Owner.FRAMEWORK : Owner.LIBRARY;
  }

  /** The owner if only the name is known. */
  Owner byName(String className) {
    if (Frames.isPlumbing(className)) {
      return Owner.PLUMBING;
    }
    return Frames.isFramework(className) ? Owner.FRAMEWORK : Owner.LIBRARY;
  }
}

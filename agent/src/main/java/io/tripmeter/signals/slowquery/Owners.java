package io.tripmeter.signals.slowquery;

/**
 * Whose a class is: by its name, and where names do not tell by where it was loaded from. Decided once for each class and kept with it,
 * so that no class is kept alive. Any thread.
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
      if (sources.isApplications(type, framework)) {
        return Owner.APPLICATION;
      }
    } catch (Throwable unreadable) {
      // A security manager, or a loader that throws: the name has to do.
    }
    return framework ? Owner.FRAMEWORK : Owner.LIBRARY;
  }

  /** Where only the name is known. */
  Owner byName(String className) {
    if (Frames.isPlumbing(className)) {
      return Owner.PLUMBING;
    }
    return Frames.isFramework(className) ? Owner.FRAMEWORK : Owner.LIBRARY;
  }
}

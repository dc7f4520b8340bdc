package io.tripmeter.signals.slowquery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk up a stack, the innermost frame first: the application's own frame, else a library's, else a framework's. Of the frames below
 * the application's own one that has the same makers is taken for a module of it. One thread.
 *
 * @param <F> how the walk sees a frame
 */
final class CallerSearch<F> {
  private static final int LIBRARIES = 16;

  private final List<F> libraries = new ArrayList<>(2);
  private final List<String> libraryClasses = new ArrayList<>(2);
  private @Nullable F framework;
  private @Nullable F found;

  /** The next frame; true when the caller is known. */
  boolean sees(F frame, Owner owner, String className) {
    switch (owner) {
      case APPLICATION:
        found = ofSameMakers(frame, className);
        return true;
      case LIBRARY:
        if (libraries.size() < LIBRARIES) {
          libraries.add(frame);
          libraryClasses.add(className);
        }
        return false;
      case FRAMEWORK:
        framework = framework == null ? frame : framework;
        return false;
      default:
        return false;
    }
  }

  private F ofSameMakers(F frame, String className) {
    String root = Frames.root(className);
    for (int i = 0; !root.isEmpty() && i < libraries.size(); i++) {
      if (libraryClasses.get(i).startsWith(root)) {
        return libraries.get(i);
      }
    }
    return frame;
  }

  @Nullable
  F result() {
    if (found != null) {
      return found;
    }
    return libraries.isEmpty() ? framework : libraries.get(0);
  }
}

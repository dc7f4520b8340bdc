package io.tripmeter.signals.slowquery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller in one walk of a stack, innermost frame first: the application's frame, else a library's, else that of
 * a proxy's handler, else a framework's. A library
 * frame whose package begins like the application's counts as a module of the application. One thread.
 *
 * @param <F> the type of a frame
 */
final class CallerSearch<F> {
  private static final int MAX_LIBRARIES = 16;

  private final List<F> libraries = new ArrayList<>(2);
  private final List<String> libraryClasses = new ArrayList<>(2);
  private @Nullable F framework;
  private @Nullable F handler;
  private @Nullable F found;

  /** Adds the next frame. Returns true when the caller is found. */
  boolean add(F frame, Owner owner, String className) {
    switch (owner) {
      case APPLICATION:
        found = moduleOr(frame, className);
        return true;
      case LIBRARY:
        if (libraries.size() < MAX_LIBRARIES) {
          libraries.add(frame);
          libraryClasses.add(className);
        }
        return false;
      case HANDLER:
        handler = handler == null ? frame : handler;
        return false;
      case FRAMEWORK:
        framework = framework == null ? frame : framework;
        return false;
      default:
        return false;
    }
  }

  /** The innermost library frame with the same root package, else the frame itself. */
  private F moduleOr(F frame, String className) {
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
    if (!libraries.isEmpty()) {
      return libraries.get(0);
    }
    return handler == null ? framework : handler;
  }
}

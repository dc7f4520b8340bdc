package io.tripmeter.signals.slowquery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller in one walk of a stack, innermost frame first: the application's frame, else a library's, else that of
 * a proxy's handler, else a framework's. A library frame whose package begins like the application's counts as a module of the application. If
 * asked to, goes on to the frames of the application that have called it, up to the servlet: filters around that are in every stack. One thread.
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
  private String rootOfFound = "";
  private final int mostOuter;
  private final List<F> outer = new ArrayList<>(2);

  /** A frame of the application's or a library's; the one that called it decides whether it counts. */
  private @Nullable F candidate;

  private Owner ownerOfCandidate = Owner.PLUMBING;
  private String classOfCandidate = "";

  CallerSearch() {
    this(0);
  }

  /** @param mostOuter at most so many frames that have called the caller are searched for */
  CallerSearch(int mostOuter) {
    this.mostOuter = mostOuter;
  }

  /** Adds the next frame. Returns true when all is found. */
  boolean add(F frame, Owner owner, String className) {
    if (candidate != null) {
      if (Frames.isLambda(className)) {
        return false;
      }
      if (decide(Frames.isJdkProxy(className))) {
        return true;
      }
    }
    if (found != null && Frames.isServletApi(className)) {
      return true;
    }
    if (owner == Owner.APPLICATION || owner == Owner.LIBRARY) {
      candidate = frame;
      ownerOfCandidate = owner;
      classOfCandidate = className;
    } else if (owner == Owner.FRAMEWORK && framework == null) {
      framework = frame;
    }
    return false;
  }

  /** What a proxy calls stands for whoever has called the proxy, such as a wrapper of an EntityManager that all statements pass. */
  private boolean decide(boolean isHandler) {
    F frame = candidate;
    candidate = null;
    if (frame == null) {
      return false;
    }
    if (isHandler) {
      handler = handler == null ? frame : handler;
      return false;
    }
    return keep(frame, ownerOfCandidate, classOfCandidate);
  }

  private boolean keep(F frame, Owner owner, String className) {
    if (found != null) {
      if (owner == Owner.APPLICATION || isModule(className)) {
        outer.add(frame);
      }
      return outer.size() >= mostOuter;
    }
    switch (owner) {
      case APPLICATION:
        rootOfFound = Frames.root(className);
        find(frame);
        return outer.size() >= mostOuter;
      case LIBRARY:
        if (libraries.size() < MAX_LIBRARIES) {
          libraries.add(frame);
          libraryClasses.add(className);
        }
        return false;
      default:
        return false;
    }
  }

  /** The innermost library frame with the same root package, else the frame itself. */
  private void find(F frame) {
    for (int i = 0; i < libraries.size(); i++) {
      if (isModule(libraryClasses.get(i))) {
        add(libraries.get(i));
      }
    }
    add(frame);
  }

  private void add(F frame) {
    if (found == null) {
      found = frame;
    } else if (outer.size() < mostOuter) {
      outer.add(frame);
    }
  }

  private boolean isModule(String className) {
    return !rootOfFound.isEmpty() && className.startsWith(rootOfFound);
  }

  @Nullable
  F result() {
    decide(false);
    if (found != null) {
      return found;
    }
    if (!libraries.isEmpty()) {
      return libraries.get(0);
    }
    return handler == null ? framework : handler;
  }

  /** After {@link #result}: the application's frames that have called it, innermost first. */
  List<F> outer() {
    return outer;
  }
}

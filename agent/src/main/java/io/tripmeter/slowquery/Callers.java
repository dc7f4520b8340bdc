package io.tripmeter.slowquery;

import org.jspecify.annotations.Nullable;

/** Finds the place in the application that this thread's stack came from. */
public abstract class Callers {
  Callers() {}

  /** The cheapest way that this JVM has. */
  public static Callers ofThisJvm() {
    try {
      return new WalkedCallers();
    } catch (ReflectiveOperationException | LinkageError e) {
      // Java 8.
      return new ThrownCallers();
    }
  }

  /** The application's innermost frame, else a framework's, else null. */
  abstract @Nullable StackTraceElement find();

  /** The same frame as {@code org.example.Tasks.byUser(Tasks.java:42)}. */
  public final @Nullable String describe() {
    return Frames.describe(find());
  }

  private static final class ThrownCallers extends Callers {
    @Override
    @Nullable
    StackTraceElement find() {
      StackTraceElement framework = null;
      for (StackTraceElement frame : new Throwable().getStackTrace()) {
        String name = frame.getClassName();
        if (!Frames.isPlumbing(name)) {
          if (!Frames.isFramework(name)) {
            return frame;
          }
          framework = framework == null ? frame : framework;
        }
      }
      return framework;
    }
  }
}

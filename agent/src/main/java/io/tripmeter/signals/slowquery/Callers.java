package io.tripmeter.signals.slowquery;

import org.jspecify.annotations.Nullable;

/** Finds the place in the application's code that led to the current call. */
public abstract class Callers {
  Callers() {}

  /** Created on first use, which most programs never reach. */
  private static final class Shared {
    static final Owners OWNERS = new Owners(new CodeSources(MainProgram::ofThisJvm));
    static final Callers OF_THIS_JVM = cheapest(OWNERS);
  }

  /** The shared instance, so that the owners of classes are kept once. */
  public static Callers ofThisJvm() {
    return Shared.OF_THIS_JVM;
  }

  /** Like {@link #ofThisJvm}, but created by the first search, so that its JDK classes are not loaded at the program's start. */
  static Callers lazy() {
    return new Callers() {
      @Override
      @Nullable
      StackTraceElement find() {
        return ofThisJvm().find();
      }
    };
  }

  /** The cheapest implementation for this JVM. */
  private static Callers cheapest(Owners owners) {
    try {
      return new WalkedCallers(owners);
    } catch (ReflectiveOperationException | LinkageError e) {
      // Java 8.
      return new ThrownCallers(owners);
    }
  }

  /**
   * The same for what another thread does at this moment. Costs that thread a safepoint.
   *
   * @return null if it does nothing
   */
  static @Nullable String describe(Thread thread) {
    return Frames.describe(OtherThread.caller(thread, Shared.OWNERS));
  }

  /** The application's innermost frame, else a library's, else a framework's, else null. */
  abstract @Nullable StackTraceElement find();

  /** The same frame as {@code org.example.Tasks.byUser(Tasks.java:42)}. */
  public final @Nullable String describe() {
    return Frames.describe(find());
  }
}

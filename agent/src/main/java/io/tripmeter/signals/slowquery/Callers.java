package io.tripmeter.signals.slowquery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the place in the application's code that led to the current call. */
public abstract class Callers {
  /** A helper that all statements pass is called by one that repeats it, or by a method that does. */
  static final int MOST_OUTER = 5;

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

      @Override
      List<StackTraceElement> outer() {
        return ofThisJvm().outer();
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

  /** The application's frames that have called that of {@link #find}, innermost first; at most {@value #MOST_OUTER}. Costs more. */
  abstract List<StackTraceElement> outer();

  /** The same frames, each as {@code org.example.Orders.lines(Orders.java:7)}. */
  final List<String> describeOuter() {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : outer()) {
      frames.add(String.valueOf(Frames.describe(frame)));
    }
    return frames;
  }

  /** The same frame as {@code org.example.Tasks.byUser(Tasks.java:42)}. */
  public final @Nullable String describe() {
    return Frames.describe(find());
  }
}

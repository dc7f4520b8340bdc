package io.tripmeter.signals.slowquery;

import org.jspecify.annotations.Nullable;

/** Finds the place in the application that this thread's stack came from. */
public abstract class Callers {
  Callers() {}

  /** Made when it is first needed, which in most programs is never. */
  private static final class Shared {
    static final Callers OF_THIS_JVM = cheapest();
  }

  /** One for all that ask: what it has learnt of classes is kept once. */
  public static Callers ofThisJvm() {
    return Shared.OF_THIS_JVM;
  }

  /** The same, made when the first place is looked for: the JDK's classes that it needs are not for a program's start. */
  static Callers whenNeeded() {
    return new Callers() {
      @Override
      @Nullable
      StackTraceElement find() {
        return ofThisJvm().find();
      }
    };
  }

  /** The cheapest way that this JVM has. */
  private static Callers cheapest() {
    Owners owners = new Owners(new CodeSources(MainProgram::ofThisJvm));
    try {
      return new WalkedCallers(owners);
    } catch (ReflectiveOperationException | LinkageError e) {
      // Java 8.
      return new ThrownCallers(owners);
    }
  }

  /** The application's innermost frame, else a library's, else a framework's, else null. */
  abstract @Nullable StackTraceElement find();

  /** The same frame as {@code org.example.Tasks.byUser(Tasks.java:42)}. */
  public final @Nullable String describe() {
    return Frames.describe(find());
  }
}

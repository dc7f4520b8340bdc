package io.tripmeter.work.threads;

import io.tripmeter.weave.Weaving;
import java.util.Arrays;
import java.util.List;

/**
 * What libraries resume on whatever thread they have, and often on the thread of somebody else's work: it counts for who made it. Executors of
 * these libraries are {@linkplain JdkExecutors the JDK's} otherwise.
 */
public final class Continuations {
  private Continuations() {}

  public static List<Weaving> weavings() {
    return Arrays.asList(
        // kotlinx-coroutines 1.5 to 1.10. Every dispatcher runs DispatchedTask, on threads of the
        // library's own or an executor's.
        // Dispatchers.Unconfined runs nothing: who resumes a coroutine runs its next part.
        made("kotlinx.coroutines.internal.DispatchedContinuation")
            .advise("TaskAdvice.resume", "resumeWith("),
        made("kotlinx.coroutines.CancellableContinuationImpl"),
        resumed("kotlinx.coroutines.DispatchedTask"),
        Weaving.into("kotlinx.coroutines.DispatchedTaskKt")
            .advise("TaskAdvice.resumeGiven", "resume("),
        // Scala 2.13 and 3, whose library is 2.13's; Scala 2.12.
        both("scala.concurrent.impl.Promise$Transformation"),
        both("scala.concurrent.impl.CallbackRunnable"));
  }

  private static Weaving made(String className) {
    return Weaving.into(className).advise("TaskAdvice.made", "<init>");
  }

  private static Weaving resumed(String className) {
    return Weaving.into(className).advise("TaskAdvice.resume", "run()");
  }

  private static Weaving both(String className) {
    return made(className).advise("TaskAdvice.resume", "run()");
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.ServerCalls;
import net.bytebuddy.asm.Advice;

/** AsyncContext.start(Runnable): the request goes on in the container's thread that runs the task. */
final class ServletTaskAdvice {
  private ServletTaskAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable task) {
    task = ServerCalls.carry(task);
  }
}

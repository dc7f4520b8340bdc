package io.tripmeter.advice;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.boot.ServerCalls;
import io.tripmeter.work.Servers;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Servlet.service and Filter.doFilter, of javax and jakarta: request and response come first in both. */
final class ServletAdvice {
  private ServletAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable RequestCounters enter(@Advice.Argument(0) Object request) {
    return ServerCalls.enter(Servers.SERVLET, request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable RequestCounters counters,
      @Advice.Argument(0) Object request,
      @Advice.Argument(1) Object response,
      @Advice.Thrown @Nullable Throwable thrown) {
    ServerCalls.exit(counters, request, response, thrown);
  }
}

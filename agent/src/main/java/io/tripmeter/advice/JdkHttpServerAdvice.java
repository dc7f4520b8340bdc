package io.tripmeter.advice;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.boot.ServerCalls;
import io.tripmeter.work.Servers;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** com.sun.net.httpserver.Filter.Chain.doFilter(HttpExchange): the system's filters, the context's and the handler nest. */
final class JdkHttpServerAdvice {
  private JdkHttpServerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable RequestCounters enter(@Advice.Argument(0) Object exchange) {
    return ServerCalls.enter(Servers.JDK_HTTP_SERVER, exchange);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable RequestCounters counters,
      @Advice.Argument(0) Object exchange,
      @Advice.Thrown @Nullable Throwable thrown) {
    ServerCalls.exit(counters, exchange, null, thrown);
  }
}

package io.tripmeter.advice;

import io.tripmeter.boot.ContextCalls;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkCalls;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Calls that work for a subject, one pair of methods for each place where the subject is; and tasks that go to another thread. */
final class WorkAdvice {
  private WorkAdvice() {}

  /** It comes first, as in com.sun.net.httpserver.Filter.Chain.doFilter(HttpExchange). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterFirst(
      @Constant("work") int kind, @Advice.Argument(0) Object subject) {
    return WorkCalls.enter(kind, subject);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitFirst(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Argument(0) Object subject,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, subject, null, thrown);
  }

  /** It comes first, and the object that is called names it, as in RESTEasy's ResourceMethodInvoker.invoke(HttpRequest, HttpResponse, Object). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterFirstBySelf(
      @Constant("work") int kind, @Advice.Argument(0) Object subject) {
    return WorkCalls.enter(kind, subject);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitFirstBySelf(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.This Object self,
      @Advice.Argument(0) Object subject,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, subject, self, thrown);
  }

  /** It comes first, and second what nothing else tells later, as in ServerCallHandler.startCall(ServerCall, Metadata). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterFirstWith(
      @Constant("work") int kind,
      @Constant("event") int event,
      @Advice.Argument(0) Object subject,
      @Advice.Argument(1) Object with) {
    return WorkCalls.enter(kind, event, subject, with);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitFirstWith(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Argument(0) Object subject,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, subject, null, thrown);
  }

  /** It is the field {@code call} of a listener, as in gRPC's ServerCallImpl$ServerStreamListenerImpl. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterListener(
      @Constant("work") int kind, @Advice.FieldValue("call") Object subject) {
    return WorkCalls.enter(kind, subject);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitListener(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.FieldValue("call") Object subject,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, subject, null, thrown);
  }

  /** The same listener has been told the end of its call. */
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitListenerTold(
      @Constant("work") int kind,
      @Constant("event") int event,
      @Advice.FieldValue("call") Object subject,
      @Advice.Argument(0) Object what) {
    WorkCalls.tell(kind, event, subject, what);
  }

  /** The object that is called is told something, as in ServerCallImpl.close(Status, Metadata). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterTold(
      @Constant("work") int kind,
      @Constant("event") int event,
      @Advice.This Object subject,
      @Advice.Argument(0) Object what) {
    WorkCalls.tell(kind, event, subject, what);
  }

  /** A request and its response come first, as in Servlet.service and Filter.doFilter of javax and jakarta. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterAnswered(
      @Constant("work") int kind, @Advice.Argument(0) Object request) {
    return WorkCalls.enter(kind, request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitAnswered(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Argument(0) Object request,
      @Advice.Argument(1) Object response,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, request, response, thrown);
  }

  /** It comes second, as in Undertow's Connectors.executeRootHandler(HttpHandler, HttpServerExchange). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterSecond(
      @Constant("work") int kind, @Advice.Argument(1) Object subject) {
    return WorkCalls.enter(kind, subject);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitSecond(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Argument(1) Object subject,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, subject, null, thrown);
  }

  /** It comes third, as in Micronaut's RouteExecutor.callRoute. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterThird(
      @Constant("work") int kind, @Advice.Argument(2) Object subject) {
    return WorkCalls.enter(kind, subject);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitThird(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Argument(2) Object subject,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, subject, null, thrown);
  }

  /** It comes second, and its kind is told of what follows, as in Micronaut's RoutingInBoundHandler.writeResponse. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterSecondTold(
      @Constant("work") int kind,
      @Constant("event") int event,
      @Advice.Argument(1) Object subject,
      @Advice.Argument(2) @Nullable Object what) {
    WorkCalls.tell(kind, event, subject, what);
  }

  /** It comes second and its response third, as in Helidon's HttpRoutingImpl.route(ConnectionContext, RoutingRequest, RoutingResponse). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterSecondAnswered(
      @Constant("work") int kind, @Advice.Argument(1) Object request) {
    return WorkCalls.enter(kind, request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitSecondAnswered(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Argument(1) Object request,
      @Advice.Argument(2) Object response,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, request, response, thrown);
  }

  /** It is a name, of a static method too. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterNamed(
      @Constant("work") int kind, @Constant("name") String name) {
    return WorkCalls.enter(kind, name);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitNamed(
      @Constant("work") int kind,
      @Constant("name") String name,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, name, null, thrown);
  }

  /** It is the object that is called, as in ScheduledFutureTask.run(). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterSelf(@Constant("work") int kind, @Advice.This Object subject) {
    return WorkCalls.enter(kind, subject);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitSelf(
      @Constant("work") int kind,
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.This Object subject,
      @Advice.Thrown @Nullable Throwable thrown) {
    WorkCalls.exit(kind, unit, subject, null, thrown);
  }

  /** A task that will work for the object that is called, in HttpServerExchange.dispatch(Executor, Runnable). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterCall(
      @Constant("work") int kind,
      @Advice.This Object subject,
      @Advice.FieldValue("dispatchExecutor") Object ownExecutor,
      @Advice.Argument(0) Object executor,
      @Advice.Argument(value = 1, readOnly = false) Runnable task) {
    task = WorkCalls.call(kind, subject, executor == null ? ownExecutor : executor, task);
  }

  /** The object that is called is complete, as in Reactor Netty's ChannelOperations.terminate(). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterComplete(@Constant("work") int kind, @Advice.This Object subject) {
    WorkCalls.complete(kind, subject);
  }

  /** It comes first, as in Vert.x' Http1xServerConnection.createWebSocket. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterCompleteFirst(@Constant("work") int kind, @Advice.Argument(0) Object subject) {
    WorkCalls.complete(kind, subject);
  }

  /** It comes first and knows the name. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterNamingFirst(@Constant("work") int kind, @Advice.Argument(0) Object subject) {
    WorkCalls.name(kind, subject);
  }

  /** Vert.x' VertxImpl.beginDispatch: what follows on this thread is in this context. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitContext(@Advice.Argument(0) @Nullable Object context) {
    ContextCalls.begins(context);
  }

  /** Vert.x' VertxImpl.endDispatch. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterContextEnd() {
    ContextCalls.ends();
  }

  /** The object that is called knows the name of the unit that the thread works for. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterNamingSelf(@Constant("work") int kind, @Advice.This Object subject) {
    WorkCalls.name(kind, subject);
  }

  /** What is returned will know it, as in WebFlux' HttpWebHandlerAdapter.createExchange. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitNamingReturned(
      @Constant("work") int kind, @Advice.Return @Nullable Object subject) {
    WorkCalls.name(kind, subject);
  }

  /** A task that knows whom it works for, as in Reactor's Schedulers.onSchedule(Runnable). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable UnitOfWork enterTask(
      @Constant("work") int kind, @Advice.Argument(0) @Nullable Runnable task) {
    return WorkCalls.unitOf(kind, task);
  }

  /** The application's own hooks have had the task itself. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitTask(
      @Advice.Enter @Nullable UnitOfWork unit,
      @Advice.Return(readOnly = false) @Nullable Runnable task) {
    task = WorkCalls.carry(unit, task);
  }

  /** A task that is handed to another thread, as in AsyncContext.start(Runnable): the unit of work goes on there. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterCarry(@Advice.Argument(value = 0, readOnly = false) Runnable task) {
    task = WorkCalls.carry(task);
  }
}

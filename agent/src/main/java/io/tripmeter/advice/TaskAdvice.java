package io.tripmeter.advice;

import io.tripmeter.boot.TaskCalls;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The JDK's executors are given tasks and run them. */
final class TaskAdvice {
  private TaskAdvice() {}

  /** ThreadPoolExecutor.execute. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterExecute(@Advice.This Object executor, @Advice.Argument(0) Object task) {
    TaskCalls.submitted(executor, task);
  }

  /** ScheduledThreadPoolExecutor.delayedExecute. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterSchedule(@Advice.This Object executor, @Advice.Argument(0) Object task) {
    TaskCalls.scheduled(executor, task);
  }

  /** The constructor of ThreadPoolExecutor.Worker. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitWorker(@Advice.This Object worker, @Advice.Argument(1) Object firstTask) {
    TaskCalls.assigned(worker, firstTask);
  }

  /** ThreadPoolExecutor.Worker.run. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterWorkerRun(@Advice.This Object worker) {
    TaskCalls.begins(worker);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitWorkerRun() {
    TaskCalls.ended();
  }

  /** ThreadPoolExecutor.getTask: between two tasks of a worker. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterNextTask() {
    TaskCalls.ended();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitNextTask(@Advice.Return @Nullable Object task) {
    TaskCalls.begins(task);
  }

  /** ForkJoinTask.fork. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterFork(@Advice.This Object task) {
    TaskCalls.forked(task);
  }

  /** ForkJoinPool.externalPush and externalSubmit, and what CompletableFuture has in its place. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterPush(@Advice.This Object executor, @Advice.Argument(0) Object task) {
    TaskCalls.pushed(executor, task);
  }

  /** ForkJoinPool.poolSubmit, since Java 21. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterPoolSubmit(@Advice.This Object executor, @Advice.Argument(1) Object task) {
    TaskCalls.pushed(executor, task);
  }

  /** The constructor of CompletableFuture.UniCompletion, whose executor is null for a stage that is not asynchronous. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitStage(@Advice.This Object stage, @Advice.Argument(0) @Nullable Object executor) {
    TaskCalls.attached(stage, executor);
  }

  /** Constructors of coroutines' parts, futures' callbacks and subscribers. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitMade(@Advice.This Object continuation) {
    TaskCalls.made(continuation);
  }

  /** Their run(). */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enterResume(@Advice.This Object continuation) {
    return TaskCalls.resume(continuation);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitResume(@Advice.Enter @Nullable Object before) {
    TaskCalls.exit(before);
  }

  /** A static method that runs the part of a coroutine that it is given. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enterResumeGiven(@Advice.Argument(0) Object continuation) {
    return TaskCalls.resume(continuation);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitResumeGiven(@Advice.Enter @Nullable Object before) {
    TaskCalls.exit(before);
  }

  /** A pool opens a connection on a thread of its own. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enterAside() {
    return TaskCalls.aside();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitAside(@Advice.Enter @Nullable Object before) {
    TaskCalls.exit(before);
  }

  /** The constructor of EnhancedQueueExecutor.Task. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitWrap(@Advice.This Object own, @Advice.Argument(1) @Nullable Object task) {
    TaskCalls.wrapped(own, task);
  }

  /** ForkJoinTask.doExec, the run of EnhancedQueueExecutor's tasks, and the run of CompletableFuture's tasks. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enterExec(@Advice.This Object task) {
    return TaskCalls.enter(task);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitExec(@Advice.Enter @Nullable Object before) {
    TaskCalls.exit(before);
  }
}

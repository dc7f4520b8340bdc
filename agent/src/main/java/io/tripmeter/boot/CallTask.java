package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** A task that is a call of its own for a subject, as a server's handler on another thread is for a request. */
final class CallTask implements Runnable {
  private final int kind;
  private final Object subject;
  private final Runnable task;

  CallTask(int kind, Object subject, Runnable task) {
    this.kind = kind;
    this.subject = subject;
    this.task = task;
  }

  @Override
  public void run() {
    UnitOfWork unit = enter();
    Throwable thrown = null;
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      thrown = failure;
      throw failure;
    } finally {
      exit(unit, thrown);
    }
  }

  private @Nullable UnitOfWork enter() {
    try {
      return WorkCalls.enter(kind, subject);
    } catch (Throwable broken) {
      // The task runs, and is not counted for the subject.
      return null;
    }
  }

  private void exit(@Nullable UnitOfWork unit, @Nullable Throwable thrown) {
    try {
      WorkCalls.exit(kind, unit, subject, null, thrown);
    } catch (Throwable broken) {
      // What the task has thrown is the application's to see.
    }
  }
}

package io.tripmeter.boot;

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
    UnitOfWork unit = WorkCalls.enter(kind, subject);
    Throwable thrown = null;
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      thrown = failure;
      throw failure;
    } finally {
      WorkCalls.exit(kind, unit, subject, null, thrown);
    }
  }
}

package io.tripmeter.boot;

/** A task that a request handed to another thread: what it costs there is the request's. */
final class CarriedTask implements Runnable {
  private final RequestCounters request;
  private final Runnable task;

  CarriedTask(RequestCounters request, Runnable task) {
    this.request = request;
    this.task = task;
  }

  @Override
  public void run() {
    ThreadState thread = ThreadState.current();
    RequestCounters before = thread.work.request;
    thread.work.request = request;
    try {
      task.run();
    } finally {
      thread.work.request = before;
    }
  }
}

package io.tripmeter.boot;

/** A task that a unit of work handed to another thread: its cost there is the unit's. */
final class CarriedTask implements Runnable {
  private final UnitOfWork unit;
  private final Runnable task;

  CarriedTask(UnitOfWork unit, Runnable task) {
    this.unit = unit;
    this.task = task;
  }

  @Override
  public void run() {
    ThreadState thread = ThreadState.current();
    UnitOfWork before = thread.work.unit;
    thread.work.unit = unit;
    try {
      task.run();
    } finally {
      thread.work.unit = before;
    }
  }
}

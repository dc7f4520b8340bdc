package io.tripmeter.boot;

/** A task that a unit of work handed to another thread: its cost there is the unit's. */
final class CarriedTask implements Runnable {
  private final UnitReference unit;
  private final Runnable task;

  CarriedTask(UnitOfWork unit, Runnable task) {
    this.unit = unit.reference();
    this.task = task;
  }

  @Override
  public void run() {
    Object before = TaskCalls.enterFor(unit);
    try {
      task.run();
    } finally {
      TaskCalls.exit(before);
    }
  }
}

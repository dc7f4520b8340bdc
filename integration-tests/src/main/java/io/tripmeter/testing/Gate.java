package io.tripmeter.testing;

/** Lets threads pass, or holds them until it is opened again. */
final class Gate {
  private volatile boolean open = true;

  synchronized void open() {
    open = true;
    notifyAll();
  }

  void shut() {
    open = false;
  }

  void pass() throws InterruptedException {
    if (!open) {
      hold();
    }
  }

  private synchronized void hold() throws InterruptedException {
    while (!open) {
      wait();
    }
  }
}

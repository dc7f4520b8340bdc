package example.differential;

/** A program that hangs ends all of them, and says where. */
final class Watchdog implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;

  private final String name;
  private final long start = System.nanoTime();
  private final Thread thread = new Thread(this::watch, "watchdog");

  Watchdog(String name) {
    this.name = name;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      return;
    }
    System.out.println("hangs: " + name);
    Thread.getAllStackTraces().forEach((hanging, stack) -> {
      System.out.println(hanging);
      for (StackTraceElement frame : stack) {
        System.out.println("\tat " + frame);
      }
    });
    System.exit(3);
  }

  void report() {
    System.out.println("took " + name + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

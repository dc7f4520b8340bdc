package io.tripmeter.testing;

/** Work for the end of this JVM, however it comes (Ctrl-C too), unless it is cancelled before. */
final class AtExit {
  private final Thread hook;

  AtExit(String name, Runnable work) {
    hook = new Thread(work, name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void cancel() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook is at work.
    }
  }
}

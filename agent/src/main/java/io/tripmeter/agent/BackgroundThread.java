package io.tripmeter.agent;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.log.Log;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** One daemon thread for what the agent does beside the application: started with the first task, kept for the JVM's life. */
final class BackgroundThread implements Executor, Runnable {
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private boolean started;

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(task);
    if (!started) {
      started = true;
      AgentThread.daemon("tripmeter", this).start();
    }
  }

  @Override
  public void run() {
    while (true) {
      try {
        tasks.take().run();
      } catch (InterruptedException ending) {
        return;
      } catch (Throwable failure) {
        Log.warn("a part of Tripmeter could not start, the rest goes on")
            .error(failure)
            .write();
      }
    }
  }
}

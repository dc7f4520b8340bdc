package io.tripmeter.agent;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.log.Log;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One daemon thread for what the agent does beside the application: started with the first task, kept for the JVM's life. */
final class BackgroundThread implements Executor, Runnable {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private boolean started;
  private volatile @Nullable Runnable look;

  /** @param repeated run once a second from the next task on; null: nothing */
  void whenIdle(@Nullable Runnable repeated) {
    look = repeated;
  }

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
    long looked = System.nanoTime();
    while (true) {
      try {
        Runnable repeated = look;
        long rest = PERIOD_NANOS - (System.nanoTime() - looked);
        Runnable next = repeated == null ? tasks.take() : tasks.poll(rest, TimeUnit.NANOSECONDS);
        if (next != null) {
          next.run();
        }
        if (repeated != null && System.nanoTime() - looked >= PERIOD_NANOS) {
          looked = System.nanoTime();
          repeated.run();
        }
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

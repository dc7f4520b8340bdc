package example;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Many tasks of a ScheduledExecutorService at once. */
final class ScheduledCrowd {
  private ScheduledCrowd() {}

  static void run() throws Exception {
    ScheduledExecutorService jobs = Executors.newScheduledThreadPool(Tasks.CROWD);
    List<ScheduledFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < Tasks.CROWD; i++) {
      all.add(jobs.schedule(new Sync(i), 1, TimeUnit.MILLISECONDS));
    }
    for (ScheduledFuture<?> one : all) {
      one.get();
    }
    jobs.shutdown();
  }

  private static final class Sync implements Callable<Integer> {
    private final int number;

    Sync(int number) {
      this.number = number;
    }

    @Override
    public Integer call() {
      Tasks.oneOfCrowd(number);
      return number;
    }
  }
}

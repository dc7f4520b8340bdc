package io.tripmeter.work.scheduled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final String HERE = JobsTest.class.getName();

  private final ScheduledTasks tasks =
      new ScheduledTasks(List.of(Housekeeper.class.getName().replace('.', '/')));

  @Test
  void aJobIsNamedByItsTasksClassAndALambdaByTheClassAroundIt() throws Throwable {
    assertEquals(HERE, tasks.nameAtBegin(new FutureTask<>(() -> {}, null)));
    assertEquals(HERE, tasks.nameAtBegin(new FutureTask<>(() -> 1)));
    assertEquals(HERE + "$Import", tasks.nameAtBegin(new FutureTask<>(new Import())));
    assertEquals(HERE + "$Housekeeper", tasks.nameAtBegin(housekeeping()));
  }

  @Test
  void aPoolsHousekeepingIsNoJob() throws Throwable {
    assertFalse(tasks.counts(housekeeping()));
    assertTrue(tasks.counts(new FutureTask<>(new Import())));
  }

  @Test
  void whatTheFutureHasCaughtIsTheJobsFailure() throws Throwable {
    FutureTask<Object> failing = new FutureTask<>(() -> {
      throw new IllegalStateException();
    });
    assertNull(tasks.failure(failing, null));
    failing.run();
    assertInstanceOf(IllegalStateException.class, tasks.failure(failing, null));
  }

  @Test
  void aFutureThatIsDoneHasNoTask() throws Throwable {
    FutureTask<Integer> done = new FutureTask<>(new Import());
    done.run();
    assertFalse(tasks.counts(done));
    assertNull(tasks.failure(done, null));
  }

  private static FutureTask<Void> housekeeping() {
    return new FutureTask<>(new Housekeeper(), null);
  }

  private static final class Import implements Callable<Integer> {
    @Override
    public Integer call() {
      return 1;
    }
  }

  private static final class Housekeeper implements Runnable {
    @Override
    public void run() {}
  }
}

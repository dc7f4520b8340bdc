package io.tripmeter.work.scheduled;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.reflect.ClassNames;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.WorkKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each run of a task of java.util.concurrent.ScheduledThreadPoolExecutor is a job, once it makes a round trip. The advice is in the run of
 * the JDK's own future: tasks that were handed in before the driver was seen are counted, and executors and tasks are left as they are.
 */
public final class ScheduledTasks extends WorkKind {
  /**
   * Schedulers that run every task of theirs on this executor, the timers of virtual threads and CompletableFuture, and pools that are not
   * managed: what they run is no job.
   */
  private static final List<String> NO_JOBS = Arrays.asList(
      "java/lang/VirtualThread",
      "java/util/concurrent/CompletableFuture$Timeout",
      "java/util/concurrent/CompletableFuture$Delayed",
      "java/util/concurrent/CompletableFuture$Canceller",
      "java/util/concurrent/CompletableFuture$TaskSubmitter",
      "reactor/core/scheduler/",
      "io/reactivex/",
      "rx/internal/",
      "org/apache/commons/pool2/",
      "org/apache/tomcat/dbcp/pool2/");

  private final ClassValue<Job> jobs;

  /** @param housekeepers the beginnings of the names of pools' classes, as the JVM spells them: what their tasks do is no job */
  public ScheduledTasks(List<String> housekeepers) {
    jobs = new ClassValue<Job>() {
      @Override
      protected Job computeValue(Class<?> task) {
        return new Job(task, housekeepers);
      }
    };
  }

  @Override
  public String label() {
    return "job";
  }

  @Override
  public int depth() {
    return TASK;
  }

  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(
        Weaving.into("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask")
            .loadedEarly()
            .advise(BoundAdvice.of("WorkAdvice.self").with("work", index), "run()"));
  }

  @Override
  public boolean counts(Object future) throws Throwable {
    Object task = TaskOfFuture.FIELDS.of(future);
    return task != null && !jobs.get(task.getClass()).isHousekeeping;
  }

  /** A future forgets its task when it is done. */
  @Override
  public @Nullable String nameAtBegin(Object future) throws Throwable {
    return name(future);
  }

  @Override
  public @Nullable String name(Object future) throws Throwable {
    Object task = TaskOfFuture.FIELDS.of(future);
    return task == null ? null : jobs.get(Wrappers.inside(task).getClass()).name;
  }

  /** A task that another job hands in is one of its own; a request waits for what it hands in. */
  @Override
  public boolean standsAlone(UnitOfWork.Kind carried) {
    return carried.label().equals(label());
  }

  @Override
  public boolean reportsIdle() {
    return false;
  }

  /** The future keeps it for whoever asks. */
  @Override
  public @Nullable Throwable failure(Object future, @Nullable Throwable thrown) throws Throwable {
    return thrown != null ? thrown : TaskOfFuture.FIELDS.failure(future);
  }

  private static final class Job {
    final String name;
    final boolean isHousekeeping;

    Job(Class<?> task, List<String> housekeepers) {
      name = ClassNames.of(task);
      String internal = task.getName().replace('.', '/');
      isHousekeeping = housekeepers.stream().anyMatch(internal::startsWith)
          || NO_JOBS.stream().anyMatch(internal::startsWith);
    }
  }
}

package io.tripmeter.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The JDK's own executor, from the submit to the end of the task, on a thread that works for no unit. Run without the agent and with it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExecutorSubmit {
  private static final int TASKS = 1000;

  private final Runnable task = () -> {};
  private ExecutorService executor;

  /** The agent changes executors once it has seen the driver. */
  @Setup
  public void loadDriver() throws ClassNotFoundException {
    Class.forName("org.postgresql.Driver");
    executor = Executors.newFixedThreadPool(1);
  }

  @TearDown
  public void shutdown() {
    executor.shutdown();
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public Object submit() throws InterruptedException, ExecutionException {
    for (int i = 1; i < TASKS; i++) {
      executor.execute(task);
    }
    return executor.submit(task).get();
  }
}

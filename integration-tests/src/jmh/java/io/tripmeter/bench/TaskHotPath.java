package io.tripmeter.bench;

import io.tripmeter.boot.TaskCalls;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is copied into an executor's submit and run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TaskHotPath {
  private final Runnable task = () -> {};

  @Setup
  public void carry() {
    TaskCalls.carry(true);
  }

  /** The thread works for no unit. */
  @Benchmark
  public Object submitForNobody() {
    TaskCalls.submitted(this, task);
    TaskCalls.begins(task);
    TaskCalls.ended();
    return task;
  }
}

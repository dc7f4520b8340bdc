package io.tripmeter.bench;

import io.tripmeter.boot.RunningStatements;
import io.tripmeter.boot.StatementCalls;
import io.tripmeter.config.Configuration;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.spans.Spans;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A statement with {@code slow-query.running-threshold}; {@link HotPath} has it without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RunningHotPath {
  private static final String STATEMENT = "SELECT name FROM item WHERE id = ?";

  @Setup
  public void watch() {
    new Statements(
            Configuration.ofArguments("slow-query.output=off,log.level=off"),
            new Telemetry(Runnable::run),
            Spans.NONE,
            false,
            null)
        .install();
    StatementCalls.showIn(new RunningStatements());
  }

  @Benchmark
  public boolean statementThatIsWatched() {
    boolean outermost = StatementCalls.enter(this, STATEMENT, 1);
    StatementCalls.exit(this, outermost, STATEMENT, null, null);
    return outermost;
  }
}

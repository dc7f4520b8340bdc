package io.tripmeter.bench;

import io.tripmeter.boot.OpenConnection;
import io.tripmeter.boot.OpenConnections;
import io.tripmeter.boot.PoolCalls;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.StatementCalls;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.TripStream;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkCalls;
import io.tripmeter.boot.WorkHooks;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WorkMetrics;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.waterfall.SlowRequests;
import io.tripmeter.work.UnitsOfWork;
import io.tripmeter.work.WorkKind;
import io.tripmeter.work.jdk.JdkHttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is copied into the driver, the pool and the server, with the agent's own hooks behind it and nothing around it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPath {
  private static final String[] STATEMENTS = {
    "SELECT name FROM item WHERE id = ?",
    "SELECT price, stock FROM item WHERE id = ?",
    "SELECT count(*) FROM item WHERE id <= ? AND stock > 0",
    "SELECT id, name, price FROM item WHERE id > ? ORDER BY id LIMIT 5",
    "SELECT max(price) FROM item WHERE id BETWEEN ? AND 90",
  };

  private static final String[] REPEATED = {
    STATEMENTS[0], STATEMENTS[0], STATEMENTS[0], STATEMENTS[0], STATEMENTS[0]
  };

  private final Object pool = new Object();
  private final Object connection = new Object();
  private final StillExchange exchange = new StillExchange();
  private final byte[] buffer = new byte[8];
  private final InputStream stream;

  public HotPath() {
    PoolStats stats = PoolStats.register("items", pool);
    ThreadState.current().pool().setOpening(stats);
    stream = TripStream.around(new Endless());
    ThreadState.current().pool().setOpening(null);
    ((TripStream) stream).link(stats);
  }

  /** As the agent does by default: slow from 500 ms, repeated from 5. */
  @Setup
  public void watch() {
    OpenConnections.add(connection, new OpenConnection(null));
    Telemetry telemetry = new Telemetry(Runnable::run);
    Settings settings = Configuration.ofArguments("slow-query.output=off,log.level=off");
    new Statements(settings, telemetry, Spans.NONE, false, null).install();
    WorkHooks.set(new UnitsOfWork(
        new WorkKind[] {new JdkHttpServer()},
        new WorkMetrics(telemetry, settings),
        new SlowRequests(settings, Spans.NONE)));
    if (request() == null) {
      throw new IllegalStateException("requests are not counted");
    }
  }

  @Benchmark
  public int roundTrip() throws IOException {
    TripStream.flushed(stream, TripStream.flushing());
    return stream.read(buffer, 0, buffer.length);
  }

  @Benchmark
  public boolean statement() {
    boolean outermost = StatementCalls.enter(this, STATEMENTS[0], 1);
    StatementCalls.exit(this, outermost, STATEMENTS, null, null);
    return outermost;
  }

  @Benchmark
  public long borrowAndReturn() {
    long start = PoolCalls.borrow(pool);
    PoolCalls.lent(connection);
    PoolCalls.borrowed(start, null);
    PoolCalls.returned(connection);
    return start;
  }

  @Benchmark
  public UnitOfWork request() {
    UnitOfWork request = WorkCalls.enter(0, exchange);
    WorkCalls.exit(0, request, exchange, null, null);
    return request;
  }

  @Benchmark
  public int requestOfFiveStatements() throws IOException {
    return request(STATEMENTS);
  }

  /** N+1, from a place that is known but for one look a second. */
  @Benchmark
  public int requestOfOneStatementFiveTimes() throws IOException {
    return request(REPEATED);
  }

  private int request(String[] texts) throws IOException {
    UnitOfWork request = WorkCalls.enter(0, exchange);
    long start = PoolCalls.borrow(pool);
    PoolCalls.lent(connection);
    PoolCalls.borrowed(start, null);
    int read = 0;
    for (String text : texts) {
      boolean outermost = StatementCalls.enter(this, text, 1);
      TripStream.flushed(stream, TripStream.flushing());
      read += stream.read(buffer, 0, buffer.length);
      StatementCalls.rows(1);
      StatementCalls.exit(this, outermost, text, null, null);
    }
    PoolCalls.returned(connection);
    WorkCalls.exit(0, request, exchange, null, null);
    return read;
  }

  /** A server that always answers at once. */
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'Z';
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      return length;
    }
  }
}

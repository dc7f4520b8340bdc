package io.tripmeter.work.program;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkCalls;
import io.tripmeter.log.Log;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkKind;
import io.tripmeter.work.WorkObserver;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A batch program is a unit itself: what its main thread does outside of any other. Whether it is one is known at its end only: it ends by
 * itself, and nothing in it was a unit (docs/decisions/units-of-work.md).
 */
public final class MainProgram extends WorkKind implements WorkObserver, Runnable {
  /** For the line at the program's end. */
  private static final long MOST_MILLIS = 2_000;

  private final WeakReference<Thread> main;
  private final String name;
  private final UnitOfWork unit = UnitOfWork.begin(this, 0);
  private @Nullable WorkObserver metrics;
  private volatile boolean hasUnits;

  private MainProgram(Thread main, String name) {
    this.main = new WeakReference<>(main);
    this.name = name;
    unit.setName(name);
  }

  /** Begins if this is the main thread. A driver that another thread loads is no batch program's. */
  public static @Nullable MainProgram begin(@Nullable Thread main, String name) {
    if (main != Thread.currentThread()) {
      return null;
    }
    MainProgram program = new MainProgram(main, name);
    WorkCalls.program(program.unit);
    return program;
  }

  /** Who is told of other units; nobody if there is no such program. */
  public static WorkObserver observer(@Nullable MainProgram program) {
    return program == null ? WorkObserver.NOBODY : program;
  }

  /** @param observer told at the end */
  public void tell(WorkObserver observer) {
    metrics = observer;
    try {
      Runtime.getRuntime().addShutdownHook(AgentThread.daemon("tripmeter-program-exit", this));
    } catch (IllegalStateException exiting) {
      // It has done nothing yet.
    }
  }

  @Override
  public void began(UnitOfWork other, Object subject) {
    if (other.kind() instanceof RequestKind) {
      hasUnits = true;
    }
  }

  @Override
  public void ended(UnitOfWork other, int status, @Nullable Throwable failure, long nanos) {
    hasUnits = true;
  }

  /** While the JVM exits. What is thrown here would reach the application's handler, which may call for an exit itself. */
  @Override
  public void run() {
    try {
      tellAtExit();
    } catch (Throwable untold) {
      // The program has ended all the same.
    }
  }

  private void tellAtExit() throws InterruptedException {
    int trips = unit.cost().roundTrips();
    WorkObserver told = metrics;
    if (hasUnits || trips == 0 || told == null || !endsByItself()) {
      return;
    }
    told.ended(unit, 0, null, System.nanoTime() - unit.start());
    // A console that hangs does not hold up the exit.
    Thread writer = AgentThread.daemon("tripmeter-program-line", () -> write(trips));
    writer.start();
    writer.join(MOST_MILLIS);
  }

  private void write(int trips) {
    Log.info("program ended; this is what its main thread did")
        .field("program", name)
        .field("round_trips", trips)
        .field("statements", unit.cost().statements())
        .field("database_millis", TimeUnit.NANOSECONDS.toMillis(unit.cost().databaseNanos()))
        .field("wait_millis", TimeUnit.NANOSECONDS.toMillis(unit.cost().waitNanos()))
        .write();
  }

  /** The main thread has called System.exit, or has returned and was the last. Nobody has ended it from outside, as servers are ended. */
  private boolean endsByItself() {
    Thread here = main.get();
    if (here != null && exits(here)) {
      return true;
    }
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    Thread[] threads = new Thread[2 * top.activeCount() + 16];
    int count = top.enumerate(threads);
    for (int i = 0; i < count; i++) {
      // The JVM's own, once main has returned and no other thread keeps it alive.
      if (threads[i].getName().equals("DestroyJavaVM") && exits(threads[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean exits(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().equals("java.lang.ApplicationShutdownHooks")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String label() {
    return "program";
  }

  @Override
  public int depth() {
    return 0;
  }

  @Override
  public List<Weaving> weavings(int index) {
    return Collections.emptyList();
  }

  @Override
  public boolean counts(Object subject) {
    return false;
  }

  @Override
  public String name(Object subject) {
    return name;
  }
}

package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of the JDK's executors, all on one thread: its state is set to what each part of a task's way has. */
class TaskCallsTest {
  private final WorkState work = ThreadState.current().work;
  private final UnitOfWork one = unit();
  private final UnitOfWork other = unit();

  private static UnitOfWork unit() {
    return UnitOfWork.begin(
        new UnitOfWork.Kind() {
          @Override
          public String label() {
            return "request";
          }

          @Override
          public String nameKey() {
            return "route";
          }

          @Override
          public @Nullable String name(Object subject) {
            return null;
          }
        },
        0);
  }

  @BeforeEach
  void on() {
    TaskCalls.carry(true);
  }

  @AfterEach
  void off() {
    TaskCalls.carry(false);
    work.putDown();
    work.unit = null;
  }

  private void submit(@Nullable UnitOfWork by, Object task) {
    work.unit = by;
    TaskCalls.submitted(this, task);
    work.unit = null;
  }

  private @Nullable UnitOfWork run(Object task) {
    TaskCalls.begins(task);
    UnitOfWork during = work.unit;
    TaskCalls.ended();
    assertNull(work.unit);
    return during;
  }

  @Test
  void aTaskCountsForTheUnitThatHasHandedItOut() {
    Object task = new Object();
    submit(one, task);
    assertSame(one, run(task));
    assertNull(run(task), "once");
  }

  @Test
  void aTaskThatIsHandedOutTwiceRunsTwice() {
    Object task = new Object();
    submit(one, task);
    submit(one, task);
    assertSame(one, run(task));
    assertSame(one, run(task));
    assertNull(run(task));
  }

  @Test
  void oneObjectOfTwoUnitsCountsForNeither() {
    Object task = new Object();
    submit(one, task);
    submit(other, task);
    assertNull(run(task));
    assertNull(run(task));
    submit(other, task);
    assertSame(other, run(task));
  }

  @Test
  void oneObjectOfAUnitAndOfNobodyCountsForNobody() {
    Object task = new Object();
    submit(one, task);
    submit(null, task);
    assertNull(run(task));
    assertNull(run(task));
  }

  /** A task makes a round trip. */
  private void trip(Object task) {
    TaskCalls.begins(task);
    work.trip(TripKind.QUERY, 0);
    TaskCalls.ended();
  }

  @Test
  void aTaskThatBeginsAfterItsUnitHasEndedIsLate() {
    LongAdder late = new LongAdder();
    Object task = new Object();
    submit(one, task);
    one.close();
    one.countLateIn(late);
    one.release();
    trip(task);
    assertEquals(1, late.sum());
    assertEquals(0, one.cost().roundTrips());
    work.trip(TripKind.QUERY, 0);
    assertEquals(1, late.sum(), "the thread carries nothing on");
  }

  @Test
  void aTaskThatGoesOnAfterItsUnitHasEndedIsLate() {
    LongAdder late = new LongAdder();
    Object task = new Object();
    submit(one, task);
    TaskCalls.begins(task);
    work.trip(TripKind.QUERY, 0);
    one.close();
    work.trip(TripKind.COMMIT, 0);
    one.countLateIn(late);
    one.release();
    work.trip(TripKind.QUERY, 0);
    TaskCalls.ended();
    assertEquals(1, one.cost().roundTrips());
    assertEquals(2, late.sum());
  }

  @Test
  void whatIsReportedStaysAsItIs() {
    Object task = new Object();
    submit(one, task);
    TaskCalls.begins(task);
    one.cost.executed(1);
    one.close();
    one.cost.executed(1);
    one.cost.spent(5);
    one.cost.waited(5, 0);
    assertEquals(0, one.cost.repeat("SELECT 1"));
    one.cost.repeat("SELECT 1");
    assertEquals(0, one.cost.repeat("SELECT 1"));
    TaskCalls.ended();
    assertEquals(1, one.cost().statements());
    assertEquals(0, one.cost().databaseNanos());
    assertEquals(0, one.cost().waitNanos());
  }

  @Test
  void aLateTaskIsNotTheWorkOfTheThreadThatRunsItWhileItWaits() {
    LongAdder late = new LongAdder();
    Object task = new Object();
    work.unit = one;
    TaskCalls.forked(task);
    one.close();
    one.countLateIn(late);
    one.release();
    work.unit = null;
    work.enter(other);
    Object before = TaskCalls.enter(task);
    work.trip(TripKind.QUERY, 0);
    assertNull(work.unit);
    TaskCalls.exit(before);
    work.trip(TripKind.QUERY, 0);
    assertSame(other, work.unit);
    work.exit();
    assertEquals(1, late.sum());
    assertEquals(1, other.cost().roundTrips());
  }

  @Test
  void aTaskThatOutlivesItsUnitHandsOutNothingOfIt() {
    Object task = new Object();
    Object next = new Object();
    submit(one, task);
    TaskCalls.begins(task);
    assertSame(one, work.live());
    one.release();
    assertNull(work.live());
    TaskCalls.submitted(this, next);
    TaskCalls.ended();
    assertNull(run(next));
  }

  @Test
  void aWorkerBeginsWithItsFirstTask() {
    Object task = new Object();
    Object worker = new Object();
    submit(one, task);
    TaskCalls.assigned(worker, task);
    assertSame(one, run(worker));
    assertNull(run(task), "it has run");
  }

  @Test
  void aThreadThatWaitsMayRunAnothersTask() {
    Object task = new Object();
    work.unit = other;
    TaskCalls.forked(task);
    work.unit = null;
    work.enter(one);
    Object before = TaskCalls.enter(task);
    assertSame(other, work.unit);
    TaskCalls.exit(before);
    assertSame(one, work.unit);
    work.exit();
    assertNull(work.unit);
  }

  @Test
  void whatBeganInATaskAndDidNotEndIsLeftWithIt() {
    Object task = new Object();
    submit(one, task);
    TaskCalls.begins(task);
    work.enter(other);
    TaskCalls.ended();
    assertNull(work.unit);
  }

  @Test
  void aTaskThatIsDroppedIsForgotten() throws InterruptedException {
    WeakReference<Object> task = dropped();
    for (int i = 0; i < 100 && task.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(task.get());
    for (int i = 0; i < 100 && !TaskCalls.nothingIsPending(); i++) {
      Object next = new Object();
      submit(one, next);
      assertSame(one, run(next));
      Thread.sleep(10);
    }
    assertTrue(TaskCalls.nothingIsPending());
  }

  private WeakReference<Object> dropped() {
    Object task = new Object();
    submit(one, task);
    return new WeakReference<>(task);
  }

  @Test
  void tasksThatWorkThroughAQueueOfTheirOwnCountForNobody() {
    assertTrue(
        SharedTasks.isShared("com.google.common.util.concurrent.SequentialExecutor$QueueWorker"));
    assertEquals(false, SharedTasks.isShared("com.acme.Import$$Lambda/0x0"));
  }

  @Test
  void whatIsResumedCountsForWhoMadeItAndNotForTheThreadThatResumesIt() {
    Object continuation = new Object();
    work.unit = one;
    TaskCalls.made(continuation);
    work.unit = null;
    for (int i = 0; i < 3; i++) {
      submit(other, continuation);
      TaskCalls.begins(continuation);
      Object before = TaskCalls.resume(continuation);
      assertSame(one, work.unit);
      TaskCalls.exit(before);
      TaskCalls.ended();
      assertNull(work.unit);
    }
  }

  @Test
  void whatNobodyMadeCountsForNobodyWhoeverResumesIt() {
    Object task = new Object();
    submit(one, task);
    TaskCalls.begins(task);
    Object before = TaskCalls.resume(new Object());
    assertNull(work.unit);
    TaskCalls.exit(before);
    assertSame(one, work.unit);
    TaskCalls.ended();
  }

  /** Else what it makes there would be kept for the call's unit, and late ever after. */
  @Test
  void whatNobodyMadeCountsForNobodyInACallToo() {
    Object listener = new Object();
    Object itsNext = new Object();
    work.enter(one);
    Object before = TaskCalls.resume(listener);
    assertNull(work.unit);
    TaskCalls.made(itsNext);
    TaskCalls.exit(before);
    assertSame(one, work.unit);
    work.exit();
    work.enter(other);
    before = TaskCalls.resume(itsNext);
    assertNull(work.unit);
    TaskCalls.exit(before);
    work.exit();
  }

  @Test
  void whatIsMadeInALateTaskIsLate() {
    LongAdder late = new LongAdder();
    Object task = new Object();
    Object continuation = new Object();
    submit(one, task);
    one.close();
    one.countLateIn(late);
    one.release();
    TaskCalls.begins(task);
    TaskCalls.made(continuation);
    TaskCalls.ended();
    Object before = TaskCalls.resume(continuation);
    work.trip(TripKind.QUERY, 0);
    TaskCalls.exit(before);
    assertEquals(1, late.sum());
  }
}

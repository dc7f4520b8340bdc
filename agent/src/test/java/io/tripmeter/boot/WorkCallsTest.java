package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkCallsTest {
  private static final int JOB = 0;
  private static final int REQUEST = 1;
  private static final int NAMING = 2;
  private static final int STEP = 3;

  private final List<Integer> ended = new ArrayList<>();

  @BeforeEach
  void hook() {
    WorkHooks.set(new WorkHooks.Units() {
      @Override
      public UnitOfWork begin(int kind, Object subject, UnitOfWork around) {
        return kind == NAMING ? around : TestUnits.begin(kind);
      }

      @Override
      public void end(
          int kind, UnitOfWork unit, Object subject, Object response, Throwable thrown) {
        ended.add(kind);
      }
    });
  }

  @AfterEach
  void unhook() {
    WorkHooks.set((WorkHooks.Units) null);
  }

  private static UnitOfWork enter(int kind) {
    return WorkCalls.enter(kind, "subject");
  }

  private static void exit(int kind, UnitOfWork unit) {
    WorkCalls.exit(kind, unit, "subject", null, null);
  }

  @Test
  void aRequestThatAJobServesIsNamedAsAnyOther() {
    UnitOfWork job = enter(JOB);
    UnitOfWork request = enter(REQUEST);
    UnitOfWork naming = enter(NAMING);
    assertSame(request, naming);
    exit(NAMING, naming);
    assertSame(request, ThreadState.current().unit());
    exit(REQUEST, request);
    assertSame(job, ThreadState.current().unit());
    exit(JOB, job);
    assertNull(ThreadState.current().unit());
    assertEquals(List.of(NAMING, REQUEST, JOB), ended);
  }

  @Test
  void unitsInsideOfEachOtherGoOnOneAfterTheOther() {
    UnitOfWork task = enter(JOB);
    UnitOfWork job = enter(REQUEST);
    UnitOfWork step = enter(STEP);
    exit(STEP, step);
    assertSame(job, ThreadState.current().unit());
    UnitOfWork next = enter(STEP);
    exit(STEP, next);
    exit(REQUEST, job);
    assertSame(task, ThreadState.current().unit());
    exit(JOB, task);
    assertNull(ThreadState.current().unit());
  }

  private static Runnable called(Executor executor, Runnable task) {
    return WorkCalls.call(REQUEST, "subject", executor, task);
  }

  @Test
  void onlyAnExecutorThatNeverLooksAtItsTasksGetsOneOfOurs() {
    Runnable task = () -> {};
    assertInstanceOf(CallTask.class, called(null, task));
    assertInstanceOf(CallTask.class, called(ForkJoinPool.commonPool(), task));
    Executor own = Runnable::run;
    assertSame(task, called(own, task));
    ThreadPoolExecutor comparing =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
    assertSame(task, called(comparing, task));
    comparing.shutdown();
  }
}

package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contexts of requests, without tasks on other threads: {@code work.threads=false}. */
class ContextCallsTest {
  private final ThreadState thread = ThreadState.current();
  private final UnitOfWork unit = TestUnits.begin();
  private final Object context = new Object();

  @AfterEach
  void nothingIsLeft() {
    assertNull(thread.unit());
    assertFalse(thread.isInContextOf(unit));
  }

  @Test
  void whatRunsInTheContextIsTheUnits() {
    ContextCalls.bind(context, unit);
    ContextCalls.begins(context);
    assertSame(unit, thread.unit());
    assertTrue(thread.isInContextOf(unit));
    ContextCalls.begins(new Object());
    assertFalse(thread.isInContextOf(unit));
    ContextCalls.ends();
    assertTrue(thread.isInContextOf(unit));
    ContextCalls.ends();
  }

  @Test
  void aThreadThatWorksForTheUnitAlreadyIsInItsContextAllTheSame() {
    ContextCalls.bind(context, unit);
    thread.work.enter(unit);
    assertFalse(thread.isInContextOf(unit));
    ContextCalls.begins(context);
    assertTrue(thread.isInContextOf(unit));
    ContextCalls.ends();
    assertSame(unit, thread.unit());
    thread.work.exit();
  }

  @Test
  void whatRunsInAContextThatIsNoLongerTheUnitsIsNobodys() {
    ContextCalls.bind(context, unit);
    ContextCalls.unbind(context);
    ContextCalls.begins(context);
    assertNull(thread.unit());
    ContextCalls.ends();
  }
}

package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Of which kind a driver's call is. */
class DriverCallsTest {
  private final ThreadState thread = ThreadState.current();

  private void assertNextIsTheApplications() {
    assertTrue(DriverCalls.enterStatement("select 1", 1));
    assertEquals(TripKind.QUERY, thread.call.kind);
    assertFalse(thread.statement.isDriversOwn);
    DriverCalls.exitStatement(new Object(), true, "select 1", null, null);
    assertNull(thread.call.kind);
  }

  @Test
  void aLookUpOfTheDriversOwnIsMetadataAndWhatFollowsIsTheApplications() {
    DriverCalls.preparedOwn(TripKind.METADATA);
    assertTrue(DriverCalls.enterStatement("select typname from pg_type", 1));
    assertEquals(TripKind.METADATA, thread.call.kind);
    assertTrue(thread.statement.isDriversOwn);
    DriverCalls.exitStatement(new Object(), true, "", null, null);
    assertNextIsTheApplications();
  }

  @Test
  void aLookUpInsideAMetadataCallDoesNotSwallowTheNextStatement() {
    boolean outermost = DriverCalls.enter(TripKind.METADATA);
    DriverCalls.preparedOwn(TripKind.METADATA);
    boolean inner = DriverCalls.enterStatement("select typname from pg_type", 1);
    assertFalse(inner);
    assertEquals(TripKind.METADATA, thread.call.kind);
    DriverCalls.exitStatement(new Object(), inner, "", null, null);
    DriverCalls.exit(outermost);
    assertNextIsTheApplications();
  }

  @Test
  void aLookUpInsideAStatementDoesNotSwallowTheNextOne() {
    boolean outermost = DriverCalls.enterStatement("select '::1'::inet", 1);
    DriverCalls.preparedOwn(TripKind.METADATA);
    DriverCalls.exitStatement(new Object(), DriverCalls.enterStatement("", 1), "", null, null);
    DriverCalls.exitStatement(new Object(), outermost, "", null, null);
    assertNextIsTheApplications();
  }

  @Test
  void aCancelRequestLeavesThePoolThatTheThreadOpensAConnectionFor() {
    ThreadState thread = ThreadState.current();
    PoolStats pool = PoolStats.unseen("main", new Object());
    thread.pool().setOpening(pool);
    try {
      DriverCalls.enterCancel(new Object());
      DriverCalls.exitCancel();
      assertSame(pool, thread.pool().opening());
    } finally {
      thread.pool().setOpening(null);
    }
  }
}

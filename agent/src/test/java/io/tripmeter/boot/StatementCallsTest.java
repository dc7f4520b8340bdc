package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which kind a statement is, and whose. */
class StatementCallsTest {
  private final ThreadState thread = ThreadState.current();

  private void assertNextIsTheApplications() {
    assertTrue(StatementCalls.enter(this, "select 1", 1));
    assertEquals(TripKind.QUERY, thread.call.kind);
    assertFalse(thread.statement.isDriversOwn);
    StatementCalls.exit(new Object(), true, "select 1", null, null);
    assertNull(thread.call.kind);
  }

  @Test
  void aLookUpOfTheDriversOwnIsMetadataAndWhatFollowsIsTheApplications() {
    StatementCalls.preparedOwn(TripKind.METADATA);
    assertTrue(StatementCalls.enter(this, "select typname from pg_type", 1));
    assertEquals(TripKind.METADATA, thread.call.kind);
    assertTrue(thread.statement.isDriversOwn);
    StatementCalls.exit(new Object(), true, "", null, null);
    assertNextIsTheApplications();
  }

  @Test
  void aLookUpInsideAMetadataCallDoesNotSwallowTheNextStatement() {
    boolean outermost = DriverCalls.enter(TripKind.METADATA);
    StatementCalls.preparedOwn(TripKind.METADATA);
    boolean inner = StatementCalls.enter(this, "select typname from pg_type", 1);
    assertFalse(inner);
    assertEquals(TripKind.METADATA, thread.call.kind);
    StatementCalls.exit(new Object(), inner, "", null, null);
    DriverCalls.exit(outermost);
    assertNextIsTheApplications();
  }

  @Test
  void aLookUpInsideAStatementDoesNotSwallowTheNextOne() {
    boolean outermost = StatementCalls.enter(this, "select '::1'::inet", 1);
    StatementCalls.preparedOwn(TripKind.METADATA);
    StatementCalls.exit(new Object(), StatementCalls.enter(this, "", 1), "", null, null);
    StatementCalls.exit(new Object(), outermost, "", null, null);
    assertNextIsTheApplications();
  }
}

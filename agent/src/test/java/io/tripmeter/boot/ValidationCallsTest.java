package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A pool's test of a connection is one call of the driver, whatever it asks. */
final class ValidationCallsTest {
  private final CallState call = ThreadState.current().call;

  @Test
  void isValidInsideOfAPoolsTestEndsWithTheTest() {
    boolean outermost = ValidationCalls.enterTest(true);
    assertTrue(outermost);
    long spent = call.spentNanos;
    assertFalse(ValidationCalls.enter(this, 1));
    assertTrue(ValidationCalls.exit(this, false, true));
    assertEquals(TripKind.VALIDATE, call.kind);
    assertEquals(spent, call.spentNanos);
    ValidationCalls.exitTest(outermost, this, true);
    assertNull(call.kind);
  }

  @Test
  void isValidAloneEndsItself() {
    ValidationCalls.exitTest(ValidationCalls.enterTest(true), this, true);
    assertFalse(ValidationCalls.enter(this, 1));
    assertEquals(TripKind.VALIDATE, call.kind);
    assertTrue(ValidationCalls.exit(this, false, true));
    assertNull(call.kind);
  }
}

package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Whose a timeout is, through transactions that are committed and rolled back. */
final class ApplicationTimeoutsTest {
  private static final int SET = SessionTimeouts.STATEMENT;
  private static final int SET_LOCAL = SET << TouchedTimeouts.IN_TRANSACTION;
  private static final int RESET = SET << TouchedTimeouts.RESET;

  private final ApplicationTimeouts theirs = new ApplicationTimeouts();

  @Test
  void isTheirsUntilTheyResetIt() {
    theirs.touched(SET, false);
    assertEquals(SET, theirs.any());
    theirs.touched(RESET, false);
    assertEquals(0, theirs.any());
  }

  @Test
  void whatIsSetInATransactionThatIsRolledBackIsNot() {
    theirs.touched(SET, true);
    assertEquals(SET, theirs.any());
    theirs.rolledBack();
    assertEquals(SET, theirs.any());
    theirs.noTransaction();
    assertEquals(0, theirs.any());
  }

  @Test
  void whatIsSetInATransactionThatIsCommittedIs() {
    theirs.touched(SET, true);
    theirs.committed();
    theirs.noTransaction();
    assertEquals(SET, theirs.inSession());
    theirs.touched(RESET, true);
    theirs.rolledBack();
    theirs.noTransaction();
    assertEquals(SET, theirs.inSession());
    theirs.touched(RESET, true);
    theirs.committed();
    theirs.noTransaction();
    assertEquals(0, theirs.any());
  }

  /** The rollback may have been to a savepoint before the RESET and behind the SET. */
  @Test
  void aResetBeforeARollbackMayHaveBeenUndone() {
    theirs.touched(SET, false);
    assertIsTheirsAfterAResetAndARollback();
  }

  @Test
  void aResetBehindASetMayHaveBeenUndoneByARollbackToASavepoint() {
    theirs.touched(SET, true);
    assertIsTheirsAfterAResetAndARollback();
  }

  private void assertIsTheirsAfterAResetAndARollback() {
    theirs.touched(RESET, true);
    theirs.rolledBack();
    theirs.committed();
    theirs.noTransaction();
    assertEquals(SET, theirs.inSession());
  }

  @Test
  void whatIsSetForTheTransactionEndsWithIt() {
    theirs.touched(SET_LOCAL, true);
    assertEquals(SET, theirs.inTransaction());
    theirs.committed();
    theirs.noTransaction();
    assertEquals(0, theirs.any());
  }
}

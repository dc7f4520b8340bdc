package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The statement that a thread executes. */
final class StatementState {
  /** Null if the driver would have to build the text. */
  @Nullable
  String text;

  /** Rows, returned or changed, so far. */
  long rows;

  /** {@link CallState#trips} when it was sent. */
  long tripsBefore;

  /** Where {@link RunningStatements} has it, or had the one before. */
  int slot = RunningStatements.NONE;

  /** It is there now. */
  boolean isWatched;

  /** What goes behind the text when the driver sends it, see {@link CommentCalls}. */
  @Nullable
  String comment;

  /** The driver asks next for the text that it sends. */
  boolean takesComment;

  /** Characters of the statement, without a comment that was sent behind it; 0 if there was none. */
  int sentLength;

  /** It is a query of the driver's own. */
  boolean isDriversOwn;

  /** The driver has prepared a query of its own: the next statement is that one, and of this kind. */
  @Nullable
  TripKind next;
}

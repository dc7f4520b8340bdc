package io.tripmeter.boot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Called by code inlined into the driver where it sends a statement that the server does not keep: the text that goes out has a comment behind it,
 * and the driver's own objects stay as they are. What is inlined where it executes and sends asks {@link #areOn} first.
 */
public final class CommentCalls {
  /** What the comment says. */
  public interface Comments {
    /** Null for no comment behind this text. Never throws. */
    @Nullable
    String behind(String text, UnitOfWork unit);
  }

  /** ServerErrorMessage's field for the position in the text, which counts characters from 1. */
  private static final Character POSITION = 'P';

  private static volatile @Nullable Comments comments;

  private CommentCalls() {}

  /** From now on; null for none. */
  public static void write(@Nullable Comments what) {
    comments = what;
  }

  public static boolean areOn() {
    return comments != null;
  }

  /**
   * The application executes one statement, which {@link StatementCalls#enter} has begun. The comment is made now: what it says is read from
   * the application's objects, and once the driver sends, it is in the middle of something.
   *
   * @param outermost what {@link StatementCalls#enter} has returned
   */
  public static void executes(boolean outermost) {
    Comments what = comments;
    if (!outermost || what == null) {
      return;
    }
    ThreadState thread = ThreadState.current();
    StatementState statement = thread.statement;
    String text = statement.text;
    UnitOfWork unit = thread.work.live();
    if (unit == null
        || text == null
        || statement.isDriversOwn
        || thread.agentThread
        || thread.call.kind != TripKind.QUERY) {
      return;
    }
    statement.comment = what.behind(text, unit);
  }

  /**
   * The driver sends a query that gets no name on the server. What it sends on its own account, such as BEGIN, is not what the application
   * has executed.
   *
   * @param text the query's own
   */
  public static void sends(String text) {
    ThreadState thread = ThreadState.current();
    StatementState statement = thread.statement;
    statement.takesComment = statement.comment != null
        && text.equals(statement.text)
        && thread.call.kind == TripKind.QUERY;
  }

  /** It is sent, or the server has it already. */
  public static void sent() {
    ThreadState.current().statement.takesComment = false;
  }

  /** SimpleQuery gives its text, which is sent if {@link #sends} was called. */
  public static String text(String text) {
    StatementState statement = ThreadState.current().statement;
    if (!statement.takesComment) {
      return text;
    }
    statement.takesComment = false;
    statement.sentLength = text.codePointCount(0, text.length());
    return text + statement.comment;
  }

  /** The server has told of an error: one at the end of the input is at the end of the text that the application knows. */
  public static void received(Map<Character, String> fields) {
    int length = ThreadState.current().statement.sentLength;
    String position = length == 0 ? null : fields.get(POSITION);
    if (position != null && isBehind(position, length)) {
      fields.put(POSITION, Integer.toString(length + 1));
    }
  }

  private static boolean isBehind(String position, int length) {
    try {
      return Integer.parseInt(position) > length;
    } catch (NumberFormatException odd) {
      return false;
    }
  }
}

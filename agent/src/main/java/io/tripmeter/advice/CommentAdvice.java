package io.tripmeter.advice;

import io.tripmeter.boot.CommentCalls;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.Query;

/** A comment goes behind the statements that the driver sends. */
final class CommentAdvice {
  private CommentAdvice() {}

  /** QueryExecutorImpl.sendParse. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterParse(@Advice.Argument(0) Object query, @Advice.Argument(2) boolean oneShot) {
    if (oneShot && CommentCalls.areOn()) {
      CommentCalls.sends(((Query) query).getNativeSql());
    }
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitParse() {
    if (CommentCalls.areOn()) {
      CommentCalls.sent();
    }
  }

  /** QueryExecutorImpl.sendSimpleQuery. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterSimple(@Advice.Argument(0) Object query) {
    if (CommentCalls.areOn()) {
      CommentCalls.sends(((Query) query).getNativeSql());
    }
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitSimple() {
    if (CommentCalls.areOn()) {
      CommentCalls.sent();
    }
  }

  /** SimpleQuery.getNativeSql, and toString with the values put in. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitText(@Advice.Return(readOnly = false) String text) {
    text = CommentCalls.text(text);
  }

  /** The constructor of ServerErrorMessage. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitReceived(@Advice.FieldValue("mesgParts") Map<Character, String> fields) {
    CommentCalls.received(fields);
  }
}

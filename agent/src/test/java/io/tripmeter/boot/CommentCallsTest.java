package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver is given to send, and what it is told of an error in it. */
class CommentCallsTest {
  private static final String TEXT = "SELECT 1";

  private final ThreadState thread = ThreadState.current();
  private boolean sending;

  @BeforeEach
  void on() {
    thread.work.unit = TestUnits.begin();
    CommentCalls.write(new CommentCalls.Comments() {
      @Override
      public @Nullable String behind(String text, UnitOfWork unit) {
        assertEquals(false, sending, "the application's objects are not read in the middle");
        return "/*c*/";
      }
    });
  }

  @AfterEach
  void off() {
    CommentCalls.write(null);
    thread.work.unit = null;
  }

  private static String position(String of) {
    Map<Character, String> fields = new HashMap<>();
    fields.put('P', of);
    CommentCalls.received(fields);
    return fields.get('P');
  }

  private String sent(String text) {
    sending = true;
    CommentCalls.sends(text);
    String sent = CommentCalls.text(text);
    CommentCalls.sent();
    sending = false;
    return sent;
  }

  @Test
  void theStatementIsSentWithItAndAnErrorBehindTheTextIsAtItsEnd() {
    boolean outermost = StatementCalls.enter(this, TEXT, 1);
    CommentCalls.executes(outermost);
    assertEquals("BEGIN", sent("BEGIN"));
    assertEquals(TEXT + "/*c*/", sent(TEXT));
    assertEquals(TEXT, CommentCalls.text(TEXT), "any other look at it");
    assertEquals("9", position("14"));
    assertEquals("8", position("8"));
    StatementCalls.exit(new Object(), outermost, TEXT, null, null);
  }

  @Test
  void whatFollowsHasItsOwnPositions() {
    boolean outermost = StatementCalls.enter(this, TEXT, 1);
    CommentCalls.executes(outermost);
    sent(TEXT);
    StatementCalls.exit(new Object(), outermost, TEXT, null, null);
    assertEquals("46", position("46"), "a COPY is no execution");
    assertEquals(TEXT, sent(TEXT));
  }

  @Test
  void aStatementInsideOfAnotherCallHasNone() {
    boolean outermost = DriverCalls.enter(TripKind.METADATA);
    CommentCalls.executes(StatementCalls.enter(this, TEXT, 1));
    assertEquals(TEXT, sent(TEXT));
    DriverCalls.exit(outermost);
  }
}

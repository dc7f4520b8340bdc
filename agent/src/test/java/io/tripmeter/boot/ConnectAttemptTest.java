package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Which connection an attempt is about, when others are opened meanwhile. */
final class ConnectAttemptTest {
  private final ConnectAttempt attempt = new ConnectAttempt(PoolStats.NONE, null, false, 0);

  /** A socket factory of the application's, for example, may itself ask the driver for something. */
  @Test
  void whatIsParsedWhileItIsOpenedIsNotItsOwn() {
    Properties own = new Properties();
    Properties others = new Properties();
    ThreadState.current().connect().setAsked(attempt);
    try {
      ConnectCalls.parsedUrl(own);
      ConnectCalls.parsedUrl(others);
    } finally {
      ThreadState.current().connect().setAsked(null);
    }
    assertSame(attempt, ConnectAttempt.expected(own));
    assertNull(ConnectAttempt.expected(others));
    attempt.forget();
    assertNull(ConnectAttempt.expected(own));
  }
}

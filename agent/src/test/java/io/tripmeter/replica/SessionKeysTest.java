package io.tripmeter.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class SessionKeysTest {
  @Test
  void theCookieOfTheSessionIsFoundAmongOthers() {
    assertEquals("JSESSIONID=a.b", SessionKeys.ofSession("_ga=1; JSESSIONID=a.b; theme=dark"));
    assertEquals("SESSION=x", SessionKeys.ofSession("SESSION=x"));
    assertEquals("connect.sid=s%3A", SessionKeys.ofSession("a=b;connect.sid=s%3A"));
  }

  @Test
  void whatIsNoSessionIsNone() {
    assertNull(SessionKeys.ofSession("_ga=session; side=left; ="));
    assertNull(SessionKeys.ofSession(""));
  }
}

package io.tripmeter.signals.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestHeadTest {
  private static @Nullable RequestHead parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return RequestHead.of(bytes, bytes.length);
  }

  private static RequestHead whole(String text) {
    RequestHead head = parse(text + "\r\n\r\n");
    if (head == null) {
      throw new AssertionError("not whole: " + text);
    }
    return head;
  }

  @Test
  void aHeadIsParsedWhenItIsComplete() {
    assertNull(parse("GET / HTTP/1.1\r\nHost: a\r\n"));
    RequestHead head = whole("GET /metrics?name=x HTTP/1.1\r\nHOST:  a:1 \r\nAccept: text/plain");
    assertEquals("GET", head.method());
    assertEquals("/metrics", head.path());
    assertEquals("a:1", head.host());
    assertEquals("text/plain", head.accept());
  }

  @Test
  void aTargetMayBeAnAbsoluteUrl() {
    assertEquals("/health", whole("GET http://a:1/health HTTP/1.1\r\nHost: a").path());
    assertEquals("/", whole("GET http://a:1 HTTP/1.1\r\nHost: a").path());
  }

  @Test
  void twoHostHeadersCountAsNone() {
    assertNull(whole("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example").host());
    assertNull(whole("GET / HTTP/1.1").host());
  }

  @Test
  void aRequestThatIsNotHttp1HasNoMethod() {
    assertEquals("", whole("GET /").method());
    assertEquals("", whole("PRI * HTTP/2.0").method());
    assertEquals("", whole("\u0016\u0003\u0001").method());
  }
}

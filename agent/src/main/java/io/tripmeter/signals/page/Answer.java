package io.tripmeter.signals.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An HTTP response. */
final class Answer {
  /** The page loads nothing from elsewhere, and no text of an application can become a script or markup in it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

  private static final String HEADERS =
      "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
          + "Content-Security-Policy: " + POLICY + "\r\nConnection: close\r\n\r\n";

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final String further;

  Answer(int status, String contentType, byte[] body) {
    this(status, contentType, body, "");
  }

  private Answer(int status, String contentType, byte[] body, String further) {
    this.further = further;
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON that a browser saves as a file of this name instead of showing it. */
  static Answer download(String fileName, byte[] json) {
    String disposition = "Content-Disposition: attachment; filename=\"" + fileName + "\"\r\n";
    return new Answer(200, "application/json", json, disposition);
  }

  int status() {
    return status;
  }

  /** The HTTP/1.1 message, or only its head. */
  ByteBuffer toHttp(boolean headOnly) {
    byte[] head = ("HTTP/1.1 " + status + ' ' + reason() + "\r\nContent-Type: " + contentType
            + "\r\nContent-Length: " + body.length + "\r\n" + further + HEADERS)
        .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer message = ByteBuffer.allocate(head.length + (headOnly ? 0 : body.length));
    message.put(head);
    if (!headOnly) {
      message.put(body);
    }
    message.flip();
    return message;
  }

  private String reason() {
    switch (status) {
      case 200:
        return "OK";
      case 503:
        return "Service Unavailable";
      default:
        return status < 500 ? "Refused" : "Failed";
    }
  }
}

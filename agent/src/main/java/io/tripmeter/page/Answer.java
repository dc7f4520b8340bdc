package io.tripmeter.page;

import java.nio.charset.StandardCharsets;

/** What is sent back. */
final class Answer {
  private final int status;
  private final String contentType;
  private final byte[] body;

  Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }
}

package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.sdk.common.export.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A collector's answer, and no more of it than is of use: the body is read so that the connection can be used again. */
final class ReadResponse implements HttpResponse {
  private static final int LONGEST = 16 * 1024;

  private final int status;
  private final String message;
  private final byte[] body;

  private ReadResponse(int status, String message, byte[] body) {
    this.status = status;
    this.message = message;
    this.body = body;
  }

  static HttpResponse of(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    String message = connection.getResponseMessage();
    InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    return new ReadResponse(status, message == null ? "" : message, read(in));
  }

  private static byte[] read(@Nullable InputStream in) throws IOException {
    byte[] body = new byte[LONGEST];
    int length = 0;
    if (in != null) {
      try (InputStream closed = in) {
        int read = 0;
        while (length < LONGEST && read >= 0) {
          length += read;
          read = closed.read(body, length, LONGEST - length);
        }
      }
    }
    return Arrays.copyOf(body, length);
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public String getStatusMessage() {
    return message;
  }

  @Override
  public byte[] getResponseBody() {
    return body;
  }
}

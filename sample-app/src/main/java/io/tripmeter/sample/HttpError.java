package io.tripmeter.sample;

import java.util.Map;

/** Ends a request with an HTTP status that tells the client what is wrong. */
@SuppressWarnings("serial") // never leaves the request's thread
final class HttpError extends RuntimeException {
  private final int status;
  private final Map<String, String> headers;

  private HttpError(int status, String message, Map<String, String> headers) {
    // No stack trace: this is an ordinary answer and should be cheap.
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  static HttpError badRequest(String message) {
    return new HttpError(400, message, Map.of());
  }

  static HttpError unauthorized() {
    return new HttpError(
        401, "a valid bearer token is needed", Map.of("WWW-Authenticate", "Bearer"));
  }

  static HttpError notFound(String message) {
    return new HttpError(404, message, Map.of());
  }

  static HttpError methodNotAllowed(String allowed) {
    return new HttpError(405, "only " + allowed + " is understood here", Map.of("Allow", allowed));
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}

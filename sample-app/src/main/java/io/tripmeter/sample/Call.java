package io.tripmeter.sample;

import com.google.gson.JsonParseException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** A request with the parameters of this service. */
final class Call {
  private static final String SCHEME = "Bearer ";

  private final HttpServletRequest request;

  Call(HttpServletRequest request) {
    this.request = request;
  }

  String method() {
    return request.getMethod();
  }

  BearerToken token() {
    String header = request.getHeader("Authorization");
    // The scheme's name is case-insensitive (RFC 9110, section 11.1).
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw HttpError.unauthorized();
    }
    return BearerToken.of(header.substring(SCHEME.length()).trim());
  }

  /** The parameter {@code style}, by default the first of {@code known}. */
  String style(List<String> known) {
    String style = request.getParameter("style");
    if (style == null) {
      return known.get(0);
    }
    if (!known.contains(style)) {
      throw HttpError.badRequest("style must be one of " + known);
    }
    return style;
  }

  /** The number after the servlet's path. */
  long id() {
    String path = request.getPathInfo();
    try {
      return Long.parseLong(path == null ? "" : path.substring(1));
    } catch (NumberFormatException e) {
      throw HttpError.notFound("nothing is here");
    }
  }

  <T> T body(Class<T> type) throws IOException {
    try {
      T body = Json.read(request.getReader(), type);
      if (body != null) {
        return body;
      }
    } catch (JsonParseException e) {
      // Falls through: the parser's message quotes the body, which is not sent back.
    }
    throw HttpError.badRequest("the body is not the JSON expected here");
  }
}

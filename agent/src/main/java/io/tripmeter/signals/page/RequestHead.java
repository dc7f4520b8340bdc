package io.tripmeter.signals.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parsed head of a request (RFC 9112): method, path, query, and the headers Host and Accept. Immutable. */
final class RequestHead {
  private final String method;
  private final String path;
  private final String query;
  private final @Nullable String host;
  private final String accept;

  private RequestHead(String method, String target, @Nullable String host, String accept) {
    this.method = method;
    int question = target.indexOf('?');
    path = question < 0 ? target : target.substring(0, question);
    query = question < 0 ? "" : target.substring(question + 1);
    this.host = host;
    this.accept = accept;
  }

  /** Null if the head is incomplete. The method is empty if the request is not HTTP/1. */
  static @Nullable RequestHead of(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    String[] lines = text.substring(0, end).split("\r\n");
    String[] first = lines[0].split(" ");
    if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
      return new RequestHead("", "", null, "");
    }
    String accept = header(lines, "accept");
    return new RequestHead(
        first[0], local(first[1]), header(lines, "host"), accept == null ? "" : accept);
  }

  private static String local(String target) {
    String path = target;
    int scheme = target.indexOf("://");
    if (!target.startsWith("/") && scheme > 0) {
      int slash = target.indexOf('/', scheme + 3);
      path = slash < 0 ? "/" : target.substring(slash);
    }
    return path;
  }

  /** The value of a header. Null if Host is given more than once, which HTTP forbids. */
  private static @Nullable String header(String[] lines, String name) {
    String found = null;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0 && lines[i].substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
        if (found != null && name.equals("host")) {
          return null;
        }
        found = lines[i].substring(colon + 1).trim();
      }
    }
    return found;
  }

  /** Empty if the request is not HTTP/1. */
  String method() {
    return method;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  String path() {
    return path;
  }

  /** What follows the question mark; empty if there is none. */
  String query() {
    return query;
  }

  @Nullable
  String host() {
    return host;
  }

  String accept() {
    return accept;
  }
}

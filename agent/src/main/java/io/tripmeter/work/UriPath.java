package io.tripmeter.work;

/** The path of what a request's first line asks for. */
public final class UriPath {
  private UriPath() {}

  /** Without query and matrix parameters; a request for a proxy has the whole URL in its first line. */
  public static String of(String uri) {
    int start = 0;
    if (!uri.startsWith("/")) {
      int scheme = uri.indexOf("://");
      start = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
      if (start < 0) {
        return "/";
      }
    }
    int end = uri.length();
    for (int i = start; i < end; i++) {
      char at = uri.charAt(i);
      if (at == '?' || at == '#' || at == ';') {
        end = i;
      }
    }
    return uri.substring(start, end);
  }

  /** Whether a path has only one spelling: a client that writes {@code /x/../shop} or {@code /shop;user=alice} asks for {@code /shop}. */
  public static boolean isPlain(String path) {
    return path.indexOf(';') < 0
        && path.indexOf('%') < 0
        && !path.contains("//")
        && !path.contains("/.");
  }
}

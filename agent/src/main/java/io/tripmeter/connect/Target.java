package io.tripmeter.connect;

/** One endpoint that a connection may be opened at. Immutable. */
final class Target {
  private final Kind kind;
  private final String name;
  private final String url;
  private final boolean given;

  /** @param name host:port */
  Target(Kind kind, String name, String url, boolean given) {
    this.kind = kind;
    this.name = name;
    this.url = url;
    this.given = given;
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  String url() {
    return url;
  }

  /** Whether it is the one that the application's URL names. */
  boolean isGiven() {
    return given;
  }
}

package io.tripmeter.signals.overview;

/** How long a text of the application's may be in the document, in characters. */
final class Texts {
  /** A route, a pool, a place in the code. */
  static final int NAME = 200;

  /** A statement in the table of statements; {@code /statements} has all of it. */
  static final int SQL = 1_000;

  /** A statement that is only named: the table has more of it. */
  static final int SQL_ASIDE = 300;

  private Texts() {}
}

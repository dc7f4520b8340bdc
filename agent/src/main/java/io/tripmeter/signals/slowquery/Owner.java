package io.tripmeter.signals.slowquery;

/** Whose a class is that stands on a stack. */
enum Owner {
  /** The JDK's, the driver's, a pool's, an agent's, or generated: never a caller. */
  PLUMBING,
  /** A known framework's: a caller where there is nothing better. */
  FRAMEWORK,
  /** Of a jar that may be a module of the application or a library that nobody has heard of. */
  LIBRARY,
  /** The application's own. */
  APPLICATION
}

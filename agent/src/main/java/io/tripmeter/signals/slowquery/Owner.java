package io.tripmeter.signals.slowquery;

/** The owner of a class on a stack. */
enum Owner {
  /** The JDK, the driver, a pool, an agent, or generated: never a caller. */
  PLUMBING,
  /** A known framework: a caller only if there is no other. */
  FRAMEWORK,
  /** An unknown jar: a library, or a module of the application. */
  LIBRARY,
  /** The application. */
  APPLICATION
}

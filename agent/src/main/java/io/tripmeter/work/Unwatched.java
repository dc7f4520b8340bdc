package io.tripmeter.work;

import io.tripmeter.log.Log;

/** A unit of work that could not be watched: a line once for each kind of failure, and no more. */
final class Unwatched {
  private Unwatched() {}

  static void report(Throwable failure) {
    try {
      Log.warn(
              "a request could not be watched, the application is not affected: report it to Tripmeter")
          .error(failure)
          .once("request " + failure.getClass().getName())
          .write();
    } catch (Throwable e) {
      // Out of memory, most likely: the application must not hear of it from us.
    }
  }
}

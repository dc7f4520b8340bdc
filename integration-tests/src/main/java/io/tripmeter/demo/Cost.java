package io.tripmeter.demo;

import io.tripmeter.testing.Link;
import java.util.OptionalLong;

/** What one thing that the application did has cost: as the clock, the link and Tripmeter saw it. */
record Cost(String what, long millis, Link.Count onTheLink, OptionalLong reported) {
  @Override
  public String toString() {
    String says = reported.isPresent() ? ", Tripmeter says " + reported.getAsLong() : "";
    return String.format(
        "%s: %,d ms, round trips %d%s", what, millis, onTheLink.turnArounds(), says);
  }
}

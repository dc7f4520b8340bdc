package io.tripmeter.requests;

import java.util.Map;

/**
 * What came of some requests.
 *
 * @param requests how many were counted, by route
 * @param trips round trips that Tripmeter reports, by route
 * @param wire turn-arounds of the link
 */
record Seen(Map<String, Long> requests, Map<String, Long> trips, long wire) {
  static Seen one(String route, long trips) {
    return new Seen(Map.of(route, 1L), trips == 0 ? Map.of() : Map.of(route, trips), trips);
  }
}

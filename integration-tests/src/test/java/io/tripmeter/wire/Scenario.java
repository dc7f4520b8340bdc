package io.tripmeter.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One path of {@code example.WorkServer}, and by kind the round trips that it is to cost. How many there are in all, the wire says: a
 * kind without a number takes what is left, which differs between drivers and between the first time and later.
 *
 * @param byOtherThreads of them, those that the request's own thread does not wait for
 * @param connections opened on the link, cancel requests included
 */
record Scenario(
    String name,
    Map<String, Long> exact,
    List<String> rest,
    long byOtherThreads,
    long connections) {
  /** @param kinds {@code "query 1, commit 1"}, {@code "query, commit 1"} or {@code ""} */
  static Scenario of(String name, String kinds) {
    Map<String, Long> exact = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    Arrays.stream(kinds.split(", ")).filter(kind -> !kind.isEmpty()).forEach(kind -> {
      String[] parts = kind.split(" ");
      if (parts.length == 1) {
        rest.add(kind);
      } else {
        exact.put(parts[0], Long.valueOf(parts[1]));
      }
    });
    return new Scenario(name, exact, rest, 0, 0);
  }

  Scenario byOtherThreads(long count) {
    return new Scenario(name, exact, rest, count, connections);
  }

  Scenario connecting(long count) {
    return new Scenario(name, exact, rest, byOtherThreads, count);
  }

  /** Whether one trip of it is more than the driver's buffer holds. */
  boolean isWrittenInPieces() {
    return name.startsWith("batch") || name.startsWith("copy") || name.equals("megabyte");
  }

  /** What is not as it is to be; empty if all is. */
  List<String> mismatches(Measured found) {
    List<String> mismatches = wireMismatches(found);
    check(mismatches, "connections on the wire", connections, found.wire().connections());
    exact.forEach((kind, count) -> check(mismatches, kind, count, found.kind(kind)));
    found.kinds().forEach((kind, count) -> {
      if (!exact.containsKey(kind) && !rest.contains(kind)) {
        check(mismatches, kind, 0, count);
      }
    });
    return mismatches;
  }

  /** Of these, what is not as the wire saw it, whatever kinds it is of. */
  List<String> wireMismatches(Measured found) {
    List<String> mismatches = new ArrayList<>();
    long request = found.wire().turnArounds() - byOtherThreads - found.kind("connect");
    check(mismatches, "trips of the request, against the wire's", request, found.request());
    // A cancel request gets no answer but the end of its connection: no turn-around on the wire.
    check(
        mismatches,
        "trips of all kinds, against the wire's",
        found.wire().turnArounds(),
        found.all() - found.kind("cancel"));
    return mismatches;
  }

  private static void check(List<String> mismatches, String what, long expected, long found) {
    if (expected != found) {
      mismatches.add(what + ": expected " + expected + ", found " + found);
    }
  }
}

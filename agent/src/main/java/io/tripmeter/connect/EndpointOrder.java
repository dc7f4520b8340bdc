package io.tripmeter.connect;

/** Where a connection goes, and where else if it cannot. Immutable. */
final class EndpointOrder {
  private final Target first;
  private final Target second;

  EndpointOrder(Target first, Target second) {
    this.first = first;
    this.second = second;
  }

  Target first() {
    return first;
  }

  /** The one as given if the first is not; else the one for a failover. */
  Target second() {
    return second;
  }
}

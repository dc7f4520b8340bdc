package io.tripmeter.testing;

import java.net.InetSocketAddress;
import java.time.Duration;

/** How a link is to be; {@link #open()} makes it. */
public final class LinkBuilder {
  private final InetSocketAddress target;
  private Duration roundTrip = Duration.ZERO;
  private boolean handshake = true;
  private boolean logging;
  private boolean joining;

  LinkBuilder(InetSocketAddress target) {
    this.target = target;
  }

  public LinkBuilder roundTrip(Duration time) {
    roundTrip = time;
    return this;
  }

  /** A connect costs nothing, as if the link only began behind TCP's handshake. */
  public LinkBuilder withoutHandshake() {
    handshake = false;
    return this;
  }

  /** Keeps the client's first bytes of each turn-around, for {@link Link#log()}. */
  public LinkBuilder logging() {
    logging = true;
    return this;
  }

  /**
   * A BEGIN that arrives alone waits for what follows it: pgjdbc 42.7.8 and later write it on its own and never wait for its answer, which
   * a busy machine could otherwise bring in between.
   */
  public LinkBuilder joiningBegin() {
    joining = true;
    return this;
  }

  public Link open() {
    return new Link(target, new LinkState(roundTrip.toNanos(), handshake, logging, joining));
  }
}

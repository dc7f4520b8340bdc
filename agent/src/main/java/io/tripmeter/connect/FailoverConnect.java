package io.tripmeter.connect;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection's way to one of two endpoints. Used by one thread. */
final class FailoverConnect {
  private final EndpointSelection.Opener opener;
  private final Target first;
  private final Target second;
  private final Outage.Attempt attempt;
  private final EndpointLog announcer;

  /** @param attempt at the first */
  FailoverConnect(
      EndpointSelection.Opener opener,
      Target first,
      Target second,
      Outage.Attempt attempt,
      EndpointLog announcer) {
    this.opener = opener;
    this.first = first;
    this.second = second;
    this.attempt = attempt;
    this.announcer = announcer;
  }

  @Nullable
  Connection open() throws SQLException, ReflectiveOperationException {
    return attempt.isToBeTried() ? firstThenSecond() : secondThenFirst();
  }

  private @Nullable Connection firstThenSecond() throws SQLException, ReflectiveOperationException {
    try {
      return atFirst();
    } catch (SQLException failure) {
      if (first.isGiven() && !Unreachable.is(failure)) {
        throw failure;
      }
      Connection opened;
      try {
        opened = opener.open(second.url());
      } catch (SQLException alsoFailed) {
        throw first.isGiven() ? failure : alsoFailed;
      }
      boolean news = attempt.failed(System.nanoTime());
      announcer.left(first, second, failure, news);
      return opened;
    } finally {
      attempt.ends();
    }
  }

  /** The first is known to be down; but if the other one is, too, it may be back meanwhile. */
  private @Nullable Connection secondThenFirst() throws SQLException, ReflectiveOperationException {
    try {
      Connection opened = opener.open(second.url());
      announcer.stillAway(first);
      return opened;
    } catch (SQLException failure) {
      if (second.isGiven() && !Unreachable.is(failure)) {
        throw failure;
      }
      try {
        return atFirst();
      } catch (SQLException alsoFailed) {
        throw second.isGiven() ? failure : alsoFailed;
      }
    }
  }

  private @Nullable Connection atFirst() throws SQLException, ReflectiveOperationException {
    Connection opened = opener.open(first.url());
    if (attempt.succeeded()) {
      announcer.returned(first, second);
    }
    if (!first.isGiven()) {
      announcer.uses(first, second);
    }
    return opened;
  }
}

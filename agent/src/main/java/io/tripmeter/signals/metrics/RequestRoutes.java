package io.tripmeter.signals.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The routes that have been seen; a bounded number, for a route is a label of three metrics. */
public final class RequestRoutes {
  /** The contract's; {@link #OTHER} is one more. */
  static final int MOST = 200;

  static final String OTHER = "other";

  /** Where the server could not tell. */
  static final String UNKNOWN = "unknown";

  private final ConcurrentHashMap<String, RouteStats> byRoute = new ConcurrentHashMap<>();
  private final RouteStats unknown = new RouteStats(UNKNOWN);
  private final RouteStats other = new RouteStats(OTHER);

  RequestRoutes() {}

  /** Allocates nothing for a route that has been seen. */
  RouteStats of(@Nullable String route) {
    if (route == null) {
      return unknown;
    }
    RouteStats found = byRoute.get(route);
    return found == null ? add(route) : found;
  }

  private RouteStats add(String route) {
    if (route.equals(OTHER)) {
      return other;
    }
    if (route.equals(UNKNOWN)) {
      return unknown;
    }
    // Checked and added under one lock, so that there are never more; it is taken until the last
    // route is known, or for "other".
    synchronized (this) {
      if (byRoute.size() >= MOST) {
        return other;
      }
      RouteStats added = new RouteStats(route);
      RouteStats found = byRoute.putIfAbsent(route, added);
      return found == null ? added : found;
    }
  }

  /** Those that had requests. */
  public List<RouteStats> all() {
    List<RouteStats> all = new ArrayList<>(byRoute.values());
    if (unknown.roundTrips().count() > 0) {
      all.add(unknown);
    }
    if (other.roundTrips().count() > 0) {
      all.add(other);
    }
    return all;
  }
}

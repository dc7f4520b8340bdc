package io.tripmeter.signals.overview;

/** {@code slow_requests}: the last slow requests with their round trips. */
final class SlowRequestsSection implements Section {
  @Override
  public void addTo(Json json) {
    json.beginArray("slow_requests").endArray();
  }
}

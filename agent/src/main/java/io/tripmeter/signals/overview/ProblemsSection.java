package io.tripmeter.signals.overview;

/** {@code problems}: what is wrong and what to do about it. */
final class ProblemsSection implements Section {
  @Override
  public void addTo(Json json) {
    json.beginArray("problems").endArray();
  }
}

package io.tripmeter.signals.overview;

/** One part of the overview: adds its members to the document's object. Called on the listener's thread, one call at a time. */
interface Section {
  void addTo(Json json);
}

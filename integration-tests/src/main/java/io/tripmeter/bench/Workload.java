package io.tripmeter.bench;

/** What a request of the application under load does. */
enum Workload {
  DIFFERENT("A request of five statements", "/items"),
  REPEATED("A request with one statement five times (N+1)", "/repeated");

  final String title;
  final String path;

  Workload(String title, String path) {
    this.title = title;
    this.path = path;
  }
}

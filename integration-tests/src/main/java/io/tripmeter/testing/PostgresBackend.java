package io.tripmeter.testing;

/** Where a PostgreSQL of the tests runs. */
interface PostgresBackend extends AutoCloseable {
  /** As it is printed: what it is, and why this one. */
  String description();

  String host();

  int port();

  /** On the port it had before. */
  void start();

  /** In order: running sessions are ended with an error that says so. */
  void stop();

  /** At once, as a lost machine does: sockets close without a word, the next start recovers. */
  void kill();

  /** What the server has logged so far. */
  String log();

  /** Leaves nothing behind; happens at the latest when the JVM ends. */
  @Override
  void close();
}

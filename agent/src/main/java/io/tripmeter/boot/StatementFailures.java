package io.tripmeter.boot;

/** Statements, or the first of a batch, that have failed. */
final class StatementFailures {
  private StatementFailures() {}

  static void failed(Object executor, Object query, Throwable thrown) {
    // Checked exceptions are what the server answers and what breaks the connection (pgjdbc 42.2
    // to 42.7). With any other the driver may have left messages in its buffer.
    if (thrown instanceof RuntimeException || thrown instanceof Error) {
      leftUnsent(executor);
    }
    HazardCalls.failed(executor, query, thrown);
    if (TimeoutCalls.areCarried()) {
      timedOut(executor, query, thrown);
    }
  }

  private static void leftUnsent(Object executor) {
    OpenConnection connection = OpenConnections.of(executor);
    TripStream stream = connection == null ? null : connection.stream();
    if (stream != null) {
      stream.leavesUnsent();
    }
  }

  private static void timedOut(Object executor, Object query, Throwable thrown) {
    DriverHooks.Timeouts hook = DriverHooks.timeouts();
    DriverHooks.Connections connections = DriverHooks.connections();
    ThreadState thread = ThreadState.current();
    SessionTimeouts carried =
        thread.agentThread || thread.inMigration() ? null : SessionTimeouts.of(executor);
    if (hook != null && connections != null && carried != null) {
      long nanos = thread.call.nanos();
      hook.failed(connections.poolOf(executor), carried, query.toString(), thrown, nanos);
    }
  }
}

package io.tripmeter.boot;

/**
 * How long one connection's sessions are idle in a transaction. ReadyForQuery, the last message of an answer, tells of the transaction
 * (PostgreSQL manual, 55.7); it is looked for at the end of what was read, and one that comes in two reads is not seen. Used like the
 * stream that it belongs to; nothing is allocated.
 */
final class IdleInTransaction {
  private static final int READY_FOR_QUERY = 6;

  /** {@link System#nanoTime()} at which the server became idle in a transaction; 0 if it is not. */
  private long since;

  void read(byte[] bytes, int offset, int read) {
    if (read < READY_FOR_QUERY) {
      return;
    }
    int end = offset + read;
    boolean open = bytes[end - 1] == 'T' || bytes[end - 1] == 'E';
    since = open
            && bytes[end - 2] == 5
            && bytes[end - 3] == 0
            && bytes[end - 4] == 0
            && bytes[end - 5] == 0
            && bytes[end - 6] == 'Z'
        ? System.nanoTime()
        : 0;
  }

  /** Something was sent; a migration's transactions are not of interest. */
  void flushed(PoolStats pool) {
    if (since != 0) {
      long nanos = System.nanoTime() - since;
      since = 0;
      ThreadState thread = ThreadState.current();
      if (!thread.inMigration() && !thread.agentThread) {
        pool.idledInTransaction(nanos);
      }
    }
  }
}

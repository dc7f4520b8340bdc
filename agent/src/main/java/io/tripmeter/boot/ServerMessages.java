package io.tripmeter.boot;

/**
 * Follows the server's messages while a connection is opened, as they come off the socket: a byte for the type, four for the length (its
 * own four included), the rest (PostgreSQL manual, 55.7). Used by the thread that opens the connection.
 */
abstract class ServerMessages {
  private static final int HEADER = 5;

  /** With the four bytes that say what an Authentication message wants. */
  private static final int AUTHENTICATION_HEADER = 9;

  private int head;
  private byte type;
  private int value;
  private int left;

  /** A message begins. */
  abstract void begins(byte messageType);

  /** What an Authentication message wants: 0 nothing, it is done; 3 a password, 5 its MD5, 10 to 12 the steps of SASL. */
  abstract void authentication(int wanted);

  final void read(byte[] from, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (head >= (type == 'R' ? AUTHENTICATION_HEADER : HEADER)) {
        int skipped = Math.min(left, end - at);
        at += skipped;
        left -= skipped;
      } else {
        next(from[at++]);
      }
      if (head >= HEADER && left <= 0) {
        head = 0;
      }
    }
  }

  private void next(byte found) {
    if (head == 0) {
      type = found;
      value = 0;
    } else {
      value = (value << 8) | (found & 0xff);
      left--;
    }
    head++;
    if (head == HEADER) {
      left = value - 4;
      value = 0;
      begins(type);
    } else if (head == AUTHENTICATION_HEADER) {
      authentication(value);
    }
  }
}

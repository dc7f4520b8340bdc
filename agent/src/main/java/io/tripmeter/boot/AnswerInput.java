package io.tripmeter.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A socket's input while answers to {@link PipelinedMessage}s are due: a read waits no longer than the one that is due first may take. The
 * socket's own timeout counts where it is shorter, and is what it was after each read. Not there while nothing is due.
 */
final class AnswerInput extends InputStream {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The shortest socket timeout: with it the driver looks whether something has come. */
  private static final int LOOK_MILLIS = 1;

  private final SocketInput input;
  private final Socket socket;
  private final TripStream stream;

  /** Of what is due first: milliseconds that its answer may take once it is sent; 0: any time. */
  private int timeout;

  /** {@link System#nanoTime()} at which the time is over; counts once it is sent. */
  private long dueAt;

  private boolean sent;

  AnswerInput(SocketInput input, Socket socket, TripStream stream) {
    this.input = input;
    this.socket = socket;
    this.stream = stream;
  }

  /** This one is due first from now on; null: none is. */
  void expect(@Nullable PipelinedMessage message) {
    timeout = message == null ? 0 : message.timeout();
    sent = message != null && message.isSent();
    if (sent && message != null) {
      dueAt = message.sentAt() + timeout * NANOS_PER_MILLI;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (timeout == 0 || !sent) {
      return input.read(to, offset, length);
    }
    // What came in time, and is read late by a thread that was held up, is there at once.
    int left = (int) Math.max(1, (dueAt - System.nanoTime()) / NANOS_PER_MILLI);
    int own = socket.getSoTimeout();
    return own != 0 && own <= left
        ? readWithinOwn(own, to, offset, length)
        : readWithin(left, own, to, offset, length);
  }

  private int readWithinOwn(int own, byte[] to, int offset, int length) throws IOException {
    try {
      return input.read(to, offset, length);
    } catch (SocketTimeoutException applications) {
      if (own > LOOK_MILLIS) {
        stream.pool().lostOne();
      }
      throw applications;
    }
  }

  private int readWithin(int left, int own, byte[] to, int offset, int length) throws IOException {
    socket.setSoTimeout(left);
    try {
      return input.read(to, offset, length);
    } catch (SocketTimeoutException tooLate) {
      throw lost(tooLate);
    } finally {
      restore(left, own);
    }
  }

  /** Unless somebody has set another meanwhile. */
  private void restore(int ours, int own) {
    try {
      if (socket.getSoTimeout() == ours) {
        socket.setSoTimeout(own);
      }
    } catch (SocketException closed) {
      // Whoever closed it has told.
    }
  }

  private IOException lost(SocketTimeoutException tooLate) {
    try {
      // An encrypted socket's close waits for the other end's as long as a read does
      // (SSLSocketInputRecord.deplete).
      socket.setSoTimeout(LOOK_MILLIS);
      socket.close();
    } catch (IOException broken) {
      tooLate.addSuppressed(broken);
    }
    stream.lost(timeout);
    return new IOException("no answer within " + timeout + " ms of the first statement", tooLate);
  }
}

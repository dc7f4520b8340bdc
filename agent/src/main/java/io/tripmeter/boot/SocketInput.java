package io.tripmeter.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A socket's input stream into which one may look without taking anything from the next reader. */
final class SocketInput extends InputStream {
  private final InputStream socket;
  private final byte[] one = new byte[1];
  private int peeked = -1;

  SocketInput(InputStream socket) {
    this.socket = socket;
  }

  /** See {@link TripStream#look()}. */
  TripStream.Quiet look() {
    if (peeked >= 0) {
      return TripStream.Quiet.DATA;
    }
    try {
      // pgjdbc up to 42.7.3: GSSInputStream.read() returns 0 and reads nothing.
      int read = socket.read(one, 0, 1);
      peeked = read < 0 ? -1 : one[0] & 0xff;
      return peeked < 0 ? TripStream.Quiet.CLOSED : TripStream.Quiet.DATA;
    } catch (SocketTimeoutException nothingThere) {
      return TripStream.Quiet.QUIET;
    } catch (IOException broken) {
      return TripStream.Quiet.BROKEN;
    }
  }

  /** The byte that was looked at and not read, or -1. */
  int peeked() {
    return peeked;
  }

  @Override
  public int read() throws IOException {
    if (peeked >= 0) {
      return takePeeked();
    }
    return socket.read();
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (peeked >= 0 && length > 0) {
      to[offset] = (byte) takePeeked();
      return 1;
    }
    return socket.read(to, offset, length);
  }

  private int takePeeked() {
    int taken = peeked;
    peeked = -1;
    return taken;
  }

  @Override
  public int available() throws IOException {
    return socket.available() + (peeked >= 0 ? 1 : 0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

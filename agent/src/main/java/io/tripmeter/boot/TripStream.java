package io.tripmeter.boot;

import java.io.IOException;
import java.io.InputStream;

/**
 * Stands between the driver's buffer and the socket's input stream of one connection, and counts its round trips: bytes were flushed,
 * then a read brought some. One object a connection; a flush and a socket read cost one field access each, nothing is allocated.
 *
 * <p>Used like the stream it wraps, by whichever thread holds the driver's lock on the connection.
 */
public final class TripStream extends InputStream {
  /** How the socket's state is seen without asking the server. */
  public enum Quiet {
    /** Nothing to read: as far as this side can know, the connection is alive and idle. */
    QUIET,
    /** The server has sent something that nobody asked for: a notice, a notification, its last words. */
    DATA,
    /** Closed or broken. */
    CLOSED
  }

  private final InputStream socket;
  private PoolStats pool = PoolStats.NONE;
  private boolean linked;
  private int unlinkedConnects;
  private long flushedAt;
  private boolean awaiting;
  private volatile long lastTrip = System.nanoTime();
  private int peeked = -1;

  private TripStream(InputStream socket) {
    this.socket = socket;
    ThreadState thread = ThreadState.current();
    PoolStats opening = thread.opening;
    if (opening != null) {
      pool = opening;
    }
    if (thread.operation == TripKind.CONNECT) {
      thread.newest = this;
    }
  }

  /** Called on entry of the driver's VisibleBufferedInputStream constructor. */
  public static InputStream around(InputStream socket) {
    return socket instanceof TripStream ? socket : new TripStream(socket);
  }

  /** Called on exit of PGStream.flush(), with the stream that the answer will be read from. */
  public static void flushed(InputStream stream) {
    if (stream instanceof TripStream) {
      ((TripStream) stream).flushed();
    }
  }

  private void flushed() {
    if (!awaiting) {
      awaiting = true;
      flushedAt = System.nanoTime();
    }
  }

  private void answered() {
    awaiting = false;
    long now = System.nanoTime();
    lastTrip = now;
    ThreadState thread = ThreadState.current();
    TripKind kind = thread.operation;
    if (kind == null) {
      kind = TripKind.OTHER;
    }
    if (kind == TripKind.CONNECT && !linked) {
      thread.connectTrips++;
    } else {
      pool.count(kind, now - flushedAt);
    }
    if (kind.belongsToRequest()) {
      thread.lastPool = pool;
      thread.trips++;
      RequestCounters request = thread.request;
      if (request != null) {
        request.trip(kind);
      }
    }
  }

  void connected(int trips) {
    unlinkedConnects = trips;
  }

  /** Round trips that opening the connection has taken, TLS included; 0 once it is linked. */
  public int connectTrips() {
    return unlinkedConnects;
  }

  /** The connection is open, and it is known whose it is: its first round trips are counted there. */
  public void link(PoolStats owner) {
    pool = owner;
    linked = true;
    owner.addTrips(TripKind.CONNECT, unlinkedConnects);
    unlinkedConnects = 0;
  }

  /** {@link System#nanoTime()} of the last completed round trip. */
  public long lastTrip() {
    return lastTrip;
  }

  public PoolStats pool() {
    return pool;
  }

  /**
   * Looks whether the server has sent or closed something since the last answer. The caller has set the socket's timeout to a moment
   * and holds the connection; a byte that is found is kept and given to the next reader.
   */
  public Quiet look() {
    if (peeked >= 0) {
      return Quiet.DATA;
    }
    try {
      peeked = socket.read();
      return peeked < 0 ? Quiet.CLOSED : Quiet.DATA;
    } catch (java.net.SocketTimeoutException nothingThere) {
      return Quiet.QUIET;
    } catch (IOException broken) {
      return Quiet.CLOSED;
    }
  }

  /** The type of the message that waits to be read after {@link #look()} said DATA: 'E' for an error, or -1. */
  public int waiting() {
    return peeked;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (peeked >= 0 && length > 0) {
      to[offset] = (byte) peeked;
      peeked = -1;
      return 1;
    }
    int read = socket.read(to, offset, length);
    if (awaiting && (read > 0 || isCancelAnswered(read))) {
      answered();
    }
    return read;
  }

  /** A cancel request has a connection of its own, which the server answers by closing it. */
  private static boolean isCancelAnswered(int read) {
    return read < 0 && ThreadState.current().operation == TripKind.CANCEL;
  }

  @Override
  public int read() throws IOException {
    if (peeked >= 0) {
      int found = peeked;
      peeked = -1;
      return found;
    }
    int read = socket.read();
    if (awaiting && (read >= 0 || isCancelAnswered(read))) {
      answered();
    }
    return read;
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

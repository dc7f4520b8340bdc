package io.tripmeter.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

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
    /** The other side has closed it. */
    CLOSED,
    /** Reset, or the network has given up on it. */
    BROKEN
  }

  private final SocketInput socket;
  private final IdleInTransaction idle = new IdleInTransaction();
  private PoolStats pool = PoolStats.NONE;
  private boolean linked;
  private int unlinkedConnects;
  private long flushedAt;
  private boolean awaiting;

  /** The driver's buffer may hold messages of a call that has failed. */
  private boolean leftUnsent;

  /** {@link #available} tells of nothing: what the driver has beyond that is in its own buffer. */
  private boolean hidesAvailable;

  private volatile long lastTrip = System.nanoTime();

  /** The driver's own streams around this one: what it has read and not used, what it has written and not flushed. */
  private @Nullable InputStream driversInput;

  private @Nullable OutputStream driversOutput;

  private @Nullable Socket on;

  /** Null unless answers are due that are not the driver's. */
  private @Nullable PipelinedAnswers pipelined;

  /** Follows what the server says until the connection is open. */
  private @Nullable ConnectAttempt attempt;

  /** Of this connection: held here, and by nothing else. */
  private @Nullable SessionTimeouts timeouts;

  private TripStream(InputStream socket) {
    this.socket = new SocketInput(socket);
    ThreadState thread = ThreadState.current();
    PoolStats opening = thread.pool.opening;
    if (opening != null) {
      pool = opening;
    }
    if (thread.call.kind == TripKind.CONNECT) {
      ConnectState connect = thread.connect();
      if (connect.stream != null) {
        // Beneath this one, encrypted from now on (GSS), or of an attempt before.
        connect.stream.isOpen();
      }
      connect.stream = this;
      attempt = connect.attempt;
      if (attempt != null) {
        attempt.connected();
      }
    }
  }

  /** Called on entry of the driver's VisibleBufferedInputStream constructor. */
  public static InputStream around(InputStream socket) {
    return socket instanceof TripStream ? socket : new TripStream(socket);
  }

  /**
   * Called on entry of PGStream.flush(). A round trip begins here: a thread that is stopped after it has written, by the garbage collector for
   * instance, finds the answer there already, and a time from then on would be no link's.
   */
  public static long flushing() {
    return System.nanoTime();
  }

  /** Called on exit of PGStream.flush(), with the stream that the answer will be read from. */
  public static void flushed(InputStream stream, long start) {
    if (stream instanceof TripStream) {
      ((TripStream) stream).flushed(start);
    }
  }

  private void flushed(long start) {
    leftUnsent = false;
    if (!awaiting) {
      awaiting = true;
      flushedAt = start;
      if (pipelined != null) {
        pipelined.sent(System.nanoTime());
      }
      idle.flushed(pool);
    }
  }

  /**
   * @param first the first byte of what was read, which is its message's type. Errors, notices, notifications and changed parameters may
   *     have been sent before anybody asked: the time until they are read says nothing of the link.
   */
  private void answered(int first) {
    boolean isAnswer = first != 'E' && first != 'N' && first != 'A' && first != 'S';
    awaiting = false;
    long now = System.nanoTime();
    lastTrip = now;
    ThreadState thread = ThreadState.current();
    TripKind kind = thread.call.kind;
    if (kind == null) {
      kind = TripKind.OTHER;
    }
    if (kind == TripKind.CONNECT && !linked) {
      thread.connect().trips++;
    } else {
      pool.count(kind, now - flushedAt, isAnswer);
    }
    if (kind.belongsToRequest()) {
      thread.call.lastPool = pool;
      thread.call.trips++;
      thread.work.trip(kind, pool == PoolStats.NONE ? -1 : Math.max(0, pool.fastestTrip()));
    }
    thread.work.trace(kind.ordinal(), flushedAt, now, pool, thread.statement.text);
  }

  /** No further message is part of the connection's opening. */
  void isOpen() {
    attempt = null;
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

  /** The driver's streams of this connection; from now on messages may be sent ahead of its own. */
  public void pipelineThrough(InputStream input, OutputStream output, Socket socket) {
    driversInput = input;
    driversOutput = output;
    on = socket;
  }

  /**
   * Puts a message into the driver's buffer: it goes with what the driver sends next, in the same round trip, and its answer is taken
   * out before the driver reads. To be called between the driver's calls, by the thread that holds the connection, when nothing of the
   * driver's waits to be flushed.
   *
   * @param timeout milliseconds after the flush within which the answer must come, else the connection is closed, the reader gets an
   *     IOException and {@link DriverHooks.Validation#lost} is told; a shorter timeout of the socket counts first; 0: any time
   * @return false, with nothing written, if the driver has read something and not used it, has something unsent, an answer to its own
   *     messages is due, or the message is outstanding already
   * @throws IOException if the connection is broken
   */
  public boolean pipeline(PipelinedMessage message, int timeout) throws IOException {
    InputStream input = driversInput;
    OutputStream output = driversOutput;
    Socket beneath = on;
    if (input == null
        || output == null
        || beneath == null
        || awaiting
        || leftUnsent
        || message.isOutstanding()
        || (pipelined != null && !pipelined.isBetweenMessages())
        || hasUnused(input)) {
      return false;
    }
    if (pipelined == null) {
      pipelined = new PipelinedAnswers(new AnswerInput(socket, beneath, this));
    }
    output.write(message.bytes());
    pipelined.expect(message, timeout);
    return true;
  }

  /** What waits in the socket begins with a message; what is in the driver's buffer may be half of one. */
  private boolean hasUnused(InputStream driversBuffer) throws IOException {
    hidesAvailable = true;
    try {
      return driversBuffer.available() > 0;
    } finally {
      hidesAvailable = false;
    }
  }

  /** A call has ended while it was sending, and did not abort the connection: what it has written goes with the next one's. */
  void leavesUnsent() {
    leftUnsent = true;
  }

  /** Whether a message of ours is in the driver's buffer and will go with what the driver sends next. */
  public boolean isAnyUnsent() {
    return pipelined != null && pipelined.isAnyUnsent();
  }

  /** An answer has not come in this many milliseconds, and the socket is closed. */
  void lost(int millis) {
    DriverHooks.Validation hook = DriverHooks.validation();
    try {
      if (hook != null) {
        hook.lost(pool, millis);
      }
    } catch (Throwable ours) {
      // The driver is to get its IOException.
    }
  }

  private int readPastAnswers(PipelinedAnswers answers, byte[] to, int offset, int length)
      throws IOException {
    int read = answers.read(to, offset, length);
    if (answers.isDone()) {
      pipelined = null;
    }
    idle.read(to, offset, read);
    if (awaiting && read > 0 && pipelined == null) {
      answered(to[offset]);
    }
    return read;
  }

  /** The timeouts of ours that the connection carries as long as it lives. */
  public void carry(SessionTimeouts carried) {
    timeouts = carried;
  }

  @Nullable
  SessionTimeouts timeouts() {
    return timeouts;
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
    return pipelined == null || pipelined.isBetweenMessages() ? socket.look() : Quiet.DATA;
  }

  /** The type of the message that waits to be read after {@link #look()} said DATA: 'E' for an error, or -1. */
  public int waiting() {
    return socket.peeked();
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (pipelined != null && length > 0) {
      return readPastAnswers(pipelined, to, offset, length);
    }
    int read = attempt == null
        ? socket.read(to, offset, length)
        : readOpening(attempt, to, offset, length);
    idle.read(to, offset, read);
    if (awaiting && (read > 0 || isCancelAnswered(read))) {
      answered(read > 0 ? to[offset] : read);
    }
    return read;
  }

  private int readOpening(ConnectAttempt seenBy, byte[] to, int offset, int length)
      throws IOException {
    int read;
    try {
      read = socket.read(to, offset, length);
    } catch (java.net.SocketTimeoutException nothingCame) {
      throw nothingCame;
    } catch (IOException broken) {
      seenBy.hungUp();
      throw broken;
    }
    if (read < 0) {
      seenBy.hungUp();
    } else {
      if (awaiting && read > 0) {
        answered(to[offset]);
      }
      seenBy.received(to, offset, read);
    }
    return read;
  }

  /** A cancel request has a connection of its own, which the server answers by closing it. */
  private static boolean isCancelAnswered(int read) {
    return read < 0 && ThreadState.current().call.kind == TripKind.CANCEL;
  }

  @Override
  public int read() throws IOException {
    if (pipelined != null) {
      byte[] one = new byte[1];
      return readPastAnswers(pipelined, one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
    int read = socket.read();
    if (awaiting && (read >= 0 || isCancelAnswered(read))) {
      answered(read);
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    if (hidesAvailable) {
      return 0;
    }
    // Once the messages ahead have gone, nobody knows whose the bytes in the socket are.
    int due = pipelined == null ? 0 : pipelined.available();
    return pipelined != null && awaiting ? due : due + socket.available();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

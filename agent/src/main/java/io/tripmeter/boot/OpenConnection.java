package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What inlined code has to know of one open connection of the driver; found by {@link OpenConnections}. Volatile fields are written by the
 * agent at any time, the others by whichever thread holds the driver's lock on the connection.
 */
public class OpenConnection {
  private static final int[] NONE = {};

  private enum Place {
    /** No pool has it, or none that tells. */
    UNKNOWN,
    IDLE,
    LENT
  }

  private final WeakReference<TripStream> stream;
  private volatile Place place = Place.UNKNOWN;

  /** {@link System#nanoTime()}; written before {@link #place}, read after it. */
  private long lentAt;

  /** {@link System#currentTimeMillis()} at which it was found alive without a round trip; 0: never. */
  private volatile long aliveAt;

  /** The isolation level that it began with, where the server was asked ahead of the pool; 0: it was not, or is somebody's by now. */
  private volatile int isolation;

  /** {@link TripStream#lastTrip()} of that answer; written before it. */
  private long isolationTold;

  /** The pool that it is in. */
  private volatile PoolStats pooledBy = PoolStats.NONE;

  private volatile boolean watched;
  private volatile long autocommitTimeout;
  private volatile @Nullable String begin;

  /** Command statuses of settings that went with a BEGIN and have not come back; none once the server has answered it. */
  private int settingsDue;

  /** The status of that BEGIN itself has not come back. */
  private boolean beginDue;

  /** As often the server still says that it is ready for a query until that BEGIN is answered; 0: none is due. */
  private int answersDue;

  /** BEGINs sent behind it: a call that fails while it is sent leaves its own in the driver's buffer, and the next call sends another. */
  private int[] later = NONE;

  /** The server has answered with an error since it was last ready. */
  private boolean failed;

  /** The server has accepted such settings before. */
  private boolean accepted;

  /** The transaction that is open has begun with settings of ours. */
  private boolean carriesSettings;

  /** @param stream held weakly: it must not keep a web application's loader alive */
  public OpenConnection(@Nullable TripStream stream) {
    this.stream = new WeakReference<>(stream);
  }

  /** Null if it has been collected. */
  public final @Nullable TripStream stream() {
    return stream.get();
  }

  /** The timeouts of ours that it carries; null if that is not known. */
  public final @Nullable SessionTimeouts timeouts() {
    TripStream in = stream.get();
    return in == null ? null : in.timeouts();
  }

  /** A pool that says when it lends it has opened it. */
  final void pooled(PoolStats pool) {
    pooledBy = pool;
    place = Place.IDLE;
  }

  /** It is back in its pool. Any thread. */
  final void returned() {
    if (place == Place.UNKNOWN) {
      return;
    }
    if (place == Place.LENT && pooledBy != PoolStats.NONE && lentAt != 0) {
      pooledBy.useTime().record(System.nanoTime() - lentAt);
    }
    place = Place.IDLE;
  }

  /** Whether its pool says when it lends this object: a data source may have wrapped it into one of its own. */
  protected final boolean isToldOf() {
    return place != Place.UNKNOWN;
  }

  /** It is somebody's from here on. The kernel would end what runs over a network that is silent for a while. */
  final void lent() {
    lent(System.nanoTime());
  }

  /** The same, and perhaps only to the pool's own tests: that is no use. */
  final void taken() {
    if (place != Place.UNKNOWN) {
      lent(0);
    }
  }

  private void lent(long now) {
    isolation = 0;
    if (place != Place.LENT) {
      lentAt = now;
      place = Place.LENT;
    }
    if (watched) {
      watched = false;
      watch(false);
    }
  }

  final void isolation(int level) {
    TripStream in = stream.get();
    if (in != null) {
      isolationTold = in.lastTrip();
      isolation = level;
    }
  }

  final int isolation() {
    int level = isolation;
    TripStream in = level == 0 ? null : stream.get();
    return in != null && in.lastTrip() == isolationTold ? level : 0;
  }

  final long aliveAt() {
    return aliveAt;
  }

  final void aliveAt(long millis) {
    aliveAt = millis;
  }

  /** Has the kernel watch it while it is in its pool; one thread, again and again. */
  public final void watchIfIdle() {
    if (place == Place.IDLE && !watched) {
      watch(true);
      watched = true;
      if (place == Place.LENT) {
        // Meanwhile: its borrower may have seen that it was not watched.
        watch(false);
        watched = false;
      }
    }
  }

  /** Whether the kernel is to ask if the other end is there, from now on. */
  protected void watch(boolean on) {}

  /** Milliseconds for a statement in autocommit, which has no BEGIN that settings could go with; 0: none of ours. */
  public final void setAutocommitTimeout(long millis) {
    autocommitTimeout = millis;
  }

  /** The same for the next statement: none where its transaction has begun with settings of ours. */
  public final long nextTimeout() {
    return carriesSettings ? 0 : autocommitTimeout;
  }

  /** Whether the transaction that is open, or about to be, has begun with settings of ours. */
  final boolean carriesSettings() {
    return carriesSettings;
  }

  /** The driver's BEGIN with the settings that go with it on this connection; null for none. */
  public final void setBegin(@Nullable String text) {
    begin = text;
  }

  final @Nullable String begin() {
    return begin;
  }

  /** A BEGIN with so many settings is sent, in one message or each in a message of its own that the server answers for itself. */
  final void began(int settings, boolean inPieces) {
    carriesSettings = true;
    if (answersDue > 0) {
      later = Arrays.copyOf(later, later.length + 1);
      later[later.length - 1] = inPieces ? -settings : settings;
    } else {
      expect(settings, inPieces);
    }
  }

  private void expect(int settings, boolean inPieces) {
    settingsDue = settings;
    answersDue = inPieces ? settings + 1 : 1;
    beginDue = true;
  }

  /** Whether a status that has come back is that of a setting, which is not to be told the application. */
  final boolean takes(String status) {
    if (settingsDue == 0) {
      return false;
    }
    if (beginDue) {
      beginDue = !status.equals("BEGIN");
      return false;
    }
    if (!status.equals("SET")) {
      return false;
    }
    settingsDue--;
    accepted |= settingsDue == 0;
    return true;
  }

  /** The server has answered with an error. */
  final void failed() {
    failed = true;
  }

  /**
   * The server has answered what was sent before. A BEGIN is answered by its status or by an error; else it was something before it: after
   * a 42P05 pgjdbc 42.7.14 was seen to have one answer more outstanding.
   *
   * @return whether it has refused settings that went with a BEGIN, and never accepted them: not whether it was interrupted there
   */
  final boolean ready(boolean inTransaction) {
    boolean refused = false;
    if (answersDue == 1 && (failed || !beginDue)) {
      refused = settingsDue > 0 && failed && !accepted;
      next();
    } else if (answersDue > 1) {
      answersDue--;
    }
    failed = false;
    carriesSettings &= inTransaction || answersDue > 0;
    return refused;
  }

  private void next() {
    settingsDue = 0;
    answersDue = 0;
    beginDue = false;
    if (later.length > 0) {
      int settings = later[0];
      later = later.length == 1 ? NONE : Arrays.copyOfRange(later, 1, later.length);
      expect(Math.abs(settings), settings < 0);
    }
  }
}

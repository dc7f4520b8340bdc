package io.tripmeter.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What passes on the socket of one connect, below TLS: a round trip is one or more writes followed by a read that brings something. TCP's
 * own handshake is one as well. A connect that falls back to another socket goes on here. Used by one thread at a time.
 *
 * <p>Sources: PostgreSQL manual 54.7 (SSLRequest, GSSENCRequest, StartupMessage, the password messages' {@code p}); RFC 8446, 5.1
 * (record types: 22 is a handshake's, 23 what is encrypted, in TLS 1.3 the handshake's end as well).
 */
final class Wire {
  /** What a round trip of a connect is for. */
  enum Phase {
    TCP,
    /** The server is asked whether it speaks TLS or GSS. */
    TLS_REQUEST,
    TLS,
    STARTUP,
    AUTHENTICATION,
    /** After the login: statements. Beneath TLS this is not told from authentication. */
    LATER
  }

  static final class Trip {
    final Phase phase;
    final long nanos;

    Trip(Phase phase, long nanos) {
      this.phase = phase;
      this.nanos = nanos;
    }
  }

  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int RECORD_HEADER = 5;
  private static final int TLS_CODE = 80_877_103;
  private static final int GSS_CODE = 80_877_104;
  private static final int MOST_WORDS = 24;

  private final List<Trip> trips = new ArrayList<>();
  private final StringBuilder firstWords = new StringBuilder();
  private boolean isTls;
  private boolean isStarted;
  private boolean isAwaiting;
  private long sentAt;
  private int earlier;
  private boolean isAskingForTls;
  private boolean refusesTls;
  private Phase sending = Phase.LATER;

  void connected(long nanos) {
    isTls = false;
    isStarted = false;
    isAwaiting = false;
    isAskingForTls = false;
    refusesTls = false;
    trips.add(new Trip(Phase.TCP, nanos));
  }

  /** @param unread bytes that have come and nobody has read: they answer nothing of this, as the rest of a handshake that TLS breaks off */
  void sent(byte[] from, int offset, int length, int unread) {
    Phase now = from[offset] == HANDSHAKE || isTls
        ? phaseOfRecords(from, offset, offset + length)
        : phase(from, offset, length);
    if (now != null && !isAwaiting) {
      isAwaiting = true;
      sentAt = System.nanoTime();
      sending = now;
      earlier = unread;
    }
  }

  /** Null for a change of cipher, which the JDK sends in the middle of the server's messages and nobody answers. */
  private @Nullable Phase phaseOfRecords(byte[] from, int offset, int end) {
    isTls = true;
    for (int at = offset; at + RECORD_HEADER <= end; ) {
      if (from[at] == HANDSHAKE) {
        return Phase.TLS;
      }
      if (from[at] == APPLICATION_DATA) {
        boolean isFirst = !isStarted;
        isStarted = true;
        return isFirst ? Phase.STARTUP : Phase.AUTHENTICATION;
      }
      at += RECORD_HEADER + ((from[at + 3] & 0xff) << 8 | (from[at + 4] & 0xff));
    }
    return null;
  }

  private Phase phase(byte[] from, int offset, int length) {
    int code = length >= 8 && from[offset] == 0 ? number(from, offset + 4) : 0;
    isAskingForTls = code == TLS_CODE;
    if (code == TLS_CODE || code == GSS_CODE) {
      return Phase.TLS_REQUEST;
    }
    if (!isStarted && code != 0) {
      isStarted = true;
      return Phase.STARTUP;
    }
    return from[offset] == 'p' ? Phase.AUTHENTICATION : Phase.LATER;
  }

  private static int number(byte[] from, int at) {
    int number = 0;
    for (int i = at; i < at + 4; i++) {
      number = number << 8 | (from[i] & 0xff);
    }
    return number;
  }

  void received(byte[] to, int offset, int length) {
    if (firstWords.length() < MOST_WORDS) {
      firstWords.append(new String(to, offset, length, StandardCharsets.ISO_8859_1));
    }
    if (isAwaiting && (earlier -= length) < 0) {
      refusesTls |= isAskingForTls && to[offset] == 'N';
      isAwaiting = false;
      trips.add(new Trip(sending, System.nanoTime() - sentAt));
    }
  }

  List<Trip> trips() {
    return trips;
  }

  int count() {
    return trips.size();
  }

  boolean isTls() {
    return isTls;
  }

  /** Whether the answer to the last socket's request for TLS was no. */
  boolean refusesTls() {
    return refusesTls;
  }

  /** What the other side has said first, as text. */
  String firstWords() {
    return firstWords.toString();
  }
}

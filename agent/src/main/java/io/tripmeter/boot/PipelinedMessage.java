package io.tripmeter.boot;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message of ours that goes to the server ahead of what the driver sends next, in the same flush, and whose answer the driver does not
 * see: protocol pipelining (PostgreSQL manual, 55.2.4). {@link TripStream#pipeline} sends it. Of the answer only ReadyForQuery, rows,
 * CommandComplete, EmptyQueryResponse and an error that does not end the session are expected; what the server says of its own accord
 * meanwhile (notices, notifications, parameters, a FATAL error) reaches the driver.
 *
 * <p>May be sent again once it is answered. Used by whichever thread holds the connection.
 */
public final class PipelinedMessage {
  private static final int HEADER = 5;

  private final byte[] bytes;

  /** The one that was sent after it. */
  @Nullable
  PipelinedMessage next;

  private boolean outstanding;
  private boolean sent;
  private boolean overtaken;
  private long sentAt;
  private int timeout;
  private byte @Nullable [] error;

  private PipelinedMessage(char type, byte[] body) {
    int length = body.length + 4;
    bytes = new byte[HEADER + body.length];
    bytes[0] = (byte) type;
    bytes[1] = (byte) (length >>> 24);
    bytes[2] = (byte) (length >>> 16);
    bytes[3] = (byte) (length >>> 8);
    bytes[4] = (byte) length;
    System.arraycopy(body, 0, bytes, HEADER, body.length);
  }

  /** Sync: the server answers ReadyForQuery and does nothing else, whatever follows. */
  public static PipelinedMessage sync() {
    return new PipelinedMessage('S', new byte[0]);
  }

  /**
   * Query: SET for instance, or statements whose few rows nobody reads.
   *
   * @param sql in ASCII, or the connection's encoding is UTF-8
   */
  public static PipelinedMessage query(String sql) {
    return new PipelinedMessage('Q', (sql + '\0').getBytes(StandardCharsets.UTF_8));
  }

  /** As on the wire. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether a message of this type may be in the answer. A Sync is not answered but by ReadyForQuery, or by an error before it. */
  boolean isAnswer(int type) {
    return type == 'Z'
        || type == 'E'
        || (bytes[0] == 'Q' && (type == 'C' || type == 'I' || type == 'T' || type == 'D'));
  }

  /** @param millis that its answer may take once it is sent; 0: any time */
  void sending(int millis) {
    timeout = millis;
    sent = false;
    outstanding = true;
    overtaken = false;
    error = null;
    next = null;
  }

  /** The driver has flushed it. */
  void sent(long now) {
    if (!sent) {
      sent = true;
      sentAt = now;
    }
  }

  boolean isSent() {
    return sent;
  }

  long sentAt() {
    return sentAt;
  }

  int timeout() {
    return timeout;
  }

  void failed(byte[] fields) {
    error = fields;
  }

  void answered() {
    outstanding = false;
  }

  void overtaken() {
    overtaken = true;
  }

  /** Whether the answer to something that was sent after it has come in place of its own. */
  public boolean isOvertaken() {
    return overtaken;
  }

  /** Whether it was sent, or is in the driver's buffer to be sent, and its ReadyForQuery has not come back. */
  public boolean isOutstanding() {
    return outstanding;
  }

  /** The SQLSTATE of the error that the server answered; null if it has answered none. */
  public @Nullable String sqlState() {
    byte[] fields = error;
    return fields == null ? null : ErrorFields.of(fields, fields.length, 'C');
  }

  /** The text of that error. It may quote what was sent. */
  public @Nullable String errorMessage() {
    byte[] fields = error;
    return fields == null ? null : ErrorFields.of(fields, fields.length, 'M');
  }
}

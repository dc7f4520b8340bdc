package io.tripmeter.boot;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answers to {@link PipelinedMessage}s out of what the server sends, from a message's beginning to the last ReadyForQuery that
 * is due, and never reads a byte beyond it. What the server says of its own accord is passed on, in order. A message that is neither
 * means that server and driver are out of step, and nobody may read on.
 */
final class PipelinedAnswers {
  private static final int HEADER = 5;

  /** Longer than any header and than most errors. */
  private static final int ROOM = 256;

  private enum Part {
    /** The type and length of the next message are being read. */
    HEADER,
    /** The body of a message that the driver does not see. */
    DROPPED,
    /** The body of an error: whose it is can be told when it is complete. */
    ERROR,
    /** A message that the driver sees: first what is held of it, then the rest of its body. */
    PASSED
  }

  private final AnswerInput from;
  private @Nullable PipelinedMessage first;
  private @Nullable PipelinedMessage last;
  private Part part = Part.HEADER;
  private byte[] held = new byte[ROOM];
  private int filled;
  private int given;
  private int left;
  private int type;
  private @Nullable String outOfStep;

  PipelinedAnswers(AnswerInput from) {
    this.from = from;
  }

  /** @param timeout milliseconds that the answer may take once it is sent; 0: any time */
  void expect(PipelinedMessage message, int timeout) {
    message.sending(timeout);
    if (last == null) {
      first = message;
      from.expect(message);
    } else {
      last.next = message;
    }
    last = message;
  }

  /** All of them are on their way. */
  void sent(long now) {
    for (PipelinedMessage message = first; message != null; message = message.next) {
      message.sent(now);
    }
    from.expect(first);
  }

  /** Whether one is in the driver's buffer and not on its way. */
  boolean isAnyUnsent() {
    return last != null && !last.isSent();
  }

  /** Whether all is answered and handed over: the driver may read for itself again. */
  boolean isDone() {
    return first == null && outOfStep == null && filled == given && left == 0;
  }

  /** Whether the next byte to come begins a message. */
  boolean isBetweenMessages() {
    return part == Part.HEADER ? filled == 0 : part == Part.PASSED && filled == given && left == 0;
  }

  /** Bytes that the driver can have without waiting; there may be more. */
  int available() {
    return part == Part.PASSED ? filled - given : 0;
  }

  /** As {@link java.io.InputStream#read(byte[], int, int)}, of what is the driver's. A timeout may interrupt it anywhere. */
  int read(byte[] to, int offset, int length) throws IOException {
    while (true) {
      if (outOfStep != null) {
        throw new IOException(outOfStep);
      }
      if (part == Part.PASSED) {
        int passed = pass(to, offset, length);
        if (passed != 0) {
          return passed;
        }
        next();
      } else if (first == null) {
        return from.read(to, offset, length);
      } else if (!step()) {
        if (filled == 0) {
          return -1;
        }
        pass();
      }
    }
  }

  private int pass(byte[] to, int offset, int length) throws IOException {
    if (given < filled) {
      int count = Math.min(length, filled - given);
      System.arraycopy(held, given, to, offset, count);
      given += count;
      return count;
    }
    if (left == 0) {
      return 0;
    }
    int read = from.read(to, offset, Math.min(length, left));
    left = read < 0 ? 0 : left - read;
    return read;
  }

  /** Reads some of the message that comes; false at the end of the stream. */
  private boolean step() throws IOException {
    int wanted = part == Part.HEADER ? HEADER - filled : left;
    if (part == Part.ERROR) {
      makeRoom();
    }
    int at = part == Part.DROPPED ? 0 : filled;
    int read = from.read(held, at, Math.min(wanted, held.length - at));
    if (read < 0) {
      ended();
      return false;
    }
    if (part == Part.HEADER) {
      filled += read;
      if (filled == HEADER) {
        begun();
      }
    } else {
      filled += part == Part.ERROR ? read : 0;
      left -= read;
    }
    if (left == 0 && part != Part.HEADER) {
      complete();
    }
    return true;
  }

  private void makeRoom() {
    if (filled == held.length) {
      held = Arrays.copyOf(held, 2 * held.length);
    }
  }

  /** What is held of a message that will not be completed is the driver's. */
  private void ended() {
    if (part == Part.DROPPED) {
      filled = 0;
    }
    left = 0;
    forget();
  }

  /** A header is complete. */
  private void begun() {
    int length = ((held[1] & 0xff) << 24)
        | ((held[2] & 0xff) << 16)
        | ((held[3] & 0xff) << 8)
        | (held[4] & 0xff);
    left = length - 4;
    type = held[0];
    if (left >= 0 && isOfItsOwnAccord(type)) {
      pass();
    } else if (left >= 0 && first != null && first.isAnswer(type)) {
      part = type == 'E' ? Part.ERROR : Part.DROPPED;
    } else {
      if (first != null) {
        first.overtaken();
      }
      outOfStep =
          "a message of type " + type + " came before the answer to what was sent ahead of it";
    }
  }

  /** NoticeResponse, NotificationResponse, ParameterStatus. */
  private static boolean isOfItsOwnAccord(int type) {
    return type == 'N' || type == 'A' || type == 'S';
  }

  private void pass() {
    part = Part.PASSED;
    given = 0;
  }

  /** A message is complete that is not simply passed on. */
  private void complete() {
    PipelinedMessage asked = first;
    if (part == Part.ERROR && ErrorFields.isFatal(body(), filled - HEADER)) {
      forget();
      pass();
    } else if (part != Part.PASSED) {
      if (asked != null && part == Part.ERROR) {
        asked.failed(body());
      } else if (asked != null && type == 'Z') {
        answered(asked);
      }
      next();
    }
  }

  private byte[] body() {
    return Arrays.copyOfRange(held, HEADER, filled);
  }

  private void answered(PipelinedMessage asked) {
    asked.answered();
    first = asked.next;
    asked.next = null;
    from.expect(first);
    if (first == null) {
      last = null;
    }
  }

  /** Nothing that is outstanding will be answered. */
  private void forget() {
    first = null;
    last = null;
    from.expect(null);
  }

  private void next() {
    part = Part.HEADER;
    filled = 0;
    given = 0;
    left = 0;
  }
}

package io.tripmeter.signals.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One client of the {@link Listener}: reads the head of its request, writes the answer, waits for the client to close. Used by one thread. */
final class HttpConnection {
  private static final int FIRST_BYTES = 1024;

  /** Tomcat's default for maxHttpHeaderSize. */
  static final int MAX_BYTES = 8 * 1024;

  private static final long REQUEST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SocketChannel channel;
  private final SelectionKey key;
  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES);
  private long deadline;
  private boolean answering;
  private boolean answered;

  HttpConnection(SocketChannel channel, SelectionKey key, long now) {
    this.channel = channel;
    this.key = key;
    deadline = now + REQUEST_NANOS;
  }

  boolean isLate(long now) {
    return now - deadline > 0;
  }

  boolean isClosed() {
    return !channel.isOpen();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException closedAlready) {
      // Nothing is left to do for it.
    }
  }

  /** The channel is readable or writable. */
  void proceed(Responder responder) throws IOException {
    if (answering) {
      write();
    } else if (answered) {
      readToEnd();
    } else {
      read(responder);
    }
  }

  private void read(Responder responder) throws IOException {
    int read = channel.read(buffer);
    if (read < 0) {
      close();
      return;
    }
    RequestHead head = RequestHead.of(buffer.array(), buffer.position());
    if (head != null) {
      answer(responder.answer(head), head.isHead());
    } else if (!buffer.hasRemaining()) {
      if (buffer.capacity() >= MAX_BYTES) {
        answer(Answer.text(431, "The request's head is too large.\n"), false);
      } else {
        byte[] larger = Arrays.copyOf(buffer.array(), MAX_BYTES);
        int position = buffer.position();
        buffer = ByteBuffer.wrap(larger);
        buffer.position(position);
      }
    }
  }

  private void answer(Answer answer, boolean headOnly) throws IOException {
    buffer = answer.toHttp(headOnly);
    answering = true;
    deadline = System.nanoTime() + ANSWER_NANOS;
    write();
  }

  private void write() throws IOException {
    channel.write(buffer);
    if (buffer.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return;
    }
    answering = false;
    answered = true;
    deadline = System.nanoTime() + END_NANOS;
    channel.shutdownOutput();
    key.interestOps(SelectionKey.OP_READ);
  }

  /** Closing while the client still sends would reset the connection, and the client could lose the answer (RFC 9112, 9.6). */
  private void readToEnd() throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      close();
    }
  }
}

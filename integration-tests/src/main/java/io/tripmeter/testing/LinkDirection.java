package io.tripmeter.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One direction of one connection. A reading thread stamps each chunk with the time it is due, a writing thread delivers it
 * then: the delay is latency and not a limit on throughput.
 */
final class LinkDirection {
  private static final int CHUNK = 64 * 1024;

  /** Far more than any window of chunks in flight; only so that a stalled link cannot fill the heap. */
  private static final int IN_FLIGHT = 16 * 1024;

  private static final String BEGIN = "BEGIN";

  /** Behind the type and the length of the message. */
  private static final int BEGIN_AT = 5;

  private static final int PATIENCE_MILLIS = 1_000;

  private record Chunk(byte[] bytes, long due) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final BlockingQueue<Chunk> inFlight = new LinkedBlockingQueue<>(IN_FLIGHT);
  private final LinkState state;
  private final Gate gate;
  private final long notBefore;
  private final Consumer<byte[]> onRead;
  private final Runnable beforeWrite;

  LinkDirection(
      LinkState state, Gate gate, long notBefore, Consumer<byte[]> onRead, Runnable beforeWrite) {
    this.state = state;
    this.gate = gate;
    this.notBefore = notBefore;
    this.onRead = onRead;
    this.beforeWrite = beforeWrite;
  }

  /** Until the sender closes. */
  void read(Socket from) throws IOException, InterruptedException {
    byte[] buffer = new byte[CHUNK];
    int length;
    while ((length = from.getInputStream().read(buffer)) > 0) {
      if (state.joining && isBegin(buffer, length)) {
        length += more(from, buffer, length);
      }
      state.active();
      byte[] bytes = Arrays.copyOf(buffer, length);
      onRead.accept(bytes);
      inFlight.put(new Chunk(bytes, due()));
    }
    inFlight.put(new Chunk(new byte[0], due()));
  }

  /** A simple query of that text and nothing behind it; before it perhaps what the driver closes, and the agent's Sync. */
  private static boolean isBegin(byte[] buffer, int length) {
    ByteBuffer message = ByteBuffer.wrap(buffer, 0, length);
    int at = 0;
    while (at + BEGIN_AT < length && (buffer[at] == 'S' || buffer[at] == 'C')) {
      int size = message.getInt(at + 1);
      if (size < BEGIN_AT - 1 || size > length) {
        return false;
      }
      at += 1 + size;
    }
    return length > at + BEGIN_AT + BEGIN.length()
        && buffer[at] == 'Q'
        && new String(buffer, at + BEGIN_AT, BEGIN.length(), StandardCharsets.US_ASCII)
            .equals(BEGIN)
        && message.getInt(at + 1) == length - at - 1;
  }

  private static int more(Socket from, byte[] buffer, int length) throws IOException {
    from.setSoTimeout(PATIENCE_MILLIS);
    try {
      return Math.max(0, from.getInputStream().read(buffer, length, buffer.length - length));
    } catch (SocketTimeoutException nothing) {
      return 0;
    } finally {
      from.setSoTimeout(0);
    }
  }

  /** Until the sender's end of stream has been delivered, as one as well. */
  void write(Socket to) throws IOException, InterruptedException {
    Chunk chunk;
    while (!(chunk = inFlight.take()).isEnd()) {
      waitUntil(chunk.due);
      gate.pass();
      beforeWrite.run();
      to.getOutputStream().write(chunk.bytes);
      state.active();
    }
    waitUntil(chunk.due);
    gate.pass();
    to.shutdownOutput();
  }

  private long due() {
    long now = System.nanoTime();
    return (now - notBefore > 0 ? now : notBefore) + state.oneWayNanos();
  }

  private static void waitUntil(long due) throws InterruptedException {
    long left;
    while ((left = due - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}

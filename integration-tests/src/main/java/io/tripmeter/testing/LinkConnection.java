package io.tripmeter.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client's connection and the one to the server that belongs to it.
 *
 * <p>Turn-arounds are counted at the client's end of the link: bytes are "sent" when the client's socket gives them away and
 * "answered" just before the client's socket gets them, so that a driver that has its answer finds it counted.
 */
final class LinkConnection {
  private static final int PREVIEW = 160;

  private interface Leg {
    void run() throws IOException, InterruptedException;
  }

  private final LinkState state;
  private final Socket client;
  private final Socket server = new Socket();
  private final int id;
  private final AtomicLong turnArounds = new AtomicLong();
  private final AtomicBoolean clientSpoke = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger directions = new AtomicInteger(2);
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final LinkDirection toServer;
  private final LinkDirection toClient;
  private volatile String firstWords = "";

  LinkConnection(LinkState state, Socket client) {
    this.state = state;
    this.client = client;
    this.id = state.opened();
    long now = System.nanoTime();
    toServer = new LinkDirection(
        state, state.toServer, now + state.handshakeNanos(), this::spoke, () -> {});
    toClient = new LinkDirection(state, state.toClient, now, bytes -> {}, this::answered);
  }

  void start(InetSocketAddress target) {
    thread("connect", () -> {
      // A stalled link accepts and does nothing: the server never hears of this client.
      state.toServer.pass();
      server.connect(target);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      thread("to-server-write", () -> write(toServer, server));
      thread("to-client-read", () -> toClient.read(server));
      thread("to-client-write", () -> write(toClient, client));
      toServer.read(client);
      gone();
    });
  }

  private void write(LinkDirection direction, Socket to) throws IOException, InterruptedException {
    direction.write(to);
    if (to == client) {
      gone();
    }
    if (directions.decrementAndGet() == 0) {
      close(false);
    }
  }

  private void thread(String leg, Leg work) {
    Thread thread = new Thread(() -> run(work), "link-" + id + "-" + leg);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void run(Leg work) {
    try {
      work.run();
    } catch (IOException e) {
      close(true);
    } catch (InterruptedException e) {
      close(false);
    }
  }

  /** Resets both sides, or ends their streams; what was in flight is lost. */
  void close(boolean reset) {
    gone();
    close(client, reset);
    close(server, reset);
    threads.forEach(Thread::interrupt);
  }

  private static void close(Socket socket, boolean reset) {
    try (socket) {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // It was closed already, by its peer or by us.
    }
  }

  private void gone() {
    if (closed.compareAndSet(false, true)) {
      state.closed();
    }
  }

  private void spoke(byte[] bytes) {
    if (state.logging() && !clientSpoke.get()) {
      firstWords = preview(bytes);
    }
    clientSpoke.set(true);
  }

  private void answered() {
    if (clientSpoke.compareAndSet(true, false)) {
      long count = turnArounds.incrementAndGet();
      state.turnArounds.incrementAndGet();
      if (state.logging()) {
        state.log("connection " + id + ", turn-around " + count + ": " + firstWords);
      }
    }
  }

  /** The first bytes as text: PostgreSQL's messages are readable enough as they are. */
  private static String preview(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, PREVIEW); i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
    }
    return text.toString();
  }

  Link.Connection view() {
    return new Link.Connection(id, client.getPort(), turnArounds.get(), !closed.get());
  }
}

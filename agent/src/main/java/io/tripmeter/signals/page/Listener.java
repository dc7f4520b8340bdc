package io.tripmeter.signals.page;

import io.tripmeter.boot.AgentThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP/1.1 server with one daemon thread that never blocks on a client. Each connection carries one request, and has a deadline for
 * the request and one for the answer. At most {@value #MAX_OPEN} connections are open; a further one replaces the oldest.
 *
 * <p>The JDK's server is not used: its deadlines are system properties of the whole JVM ({@code sun.net.httpserver.maxReqTime}), which
 * belong to the application, and its module is missing from small runtime images.
 */
final class Listener implements Runnable {
  static final int MAX_OPEN = 256;
  private static final long SELECT_MILLIS = 500;
  private static final long CLOSE_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final Responder responder;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Set<HttpConnection> open = new LinkedHashSet<>();
  private final Thread thread;
  private volatile boolean closing;

  private Listener(String host, ServerSocketChannel server, Selector selector, Responder responder)
      throws IOException {
    this.host = host;
    this.server = server;
    this.selector = selector;
    this.responder = responder;
    port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    thread = AgentThread.daemon("tripmeter-page", this);
  }

  /** @throws java.net.BindException if the address cannot be bound, for instance because the port is taken */
  static Listener open(String listen, Responder responder) throws IOException {
    int colon = listen.lastIndexOf(':');
    String host = listen.substring(0, colon);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetSocketAddress address =
        new InetSocketAddress(bare, Integer.parseInt(listen.substring(colon + 1)));
    if (address.isUnresolved()) {
      throw new IOException("unknown host " + bare);
    }
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.configureBlocking(false);
      server.bind(address, MAX_OPEN);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      Listener listener = new Listener(host, server, selector, responder);
      listener.thread.start();
      return listener;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** {@code host:port}, with the actual port if 0 was configured. */
  String address() {
    return host + ":" + port;
  }

  /** Returns when all sockets are closed, or after five seconds. */
  void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        select();
      }
    } finally {
      closeAll();
    }
  }

  /** Handles one selection. A failure, for instance while memory or file descriptors are exhausted, must not end this thread. */
  private void select() {
    try {
      selector.select(SELECT_MILLIS);
      for (SelectionKey key : selector.selectedKeys()) {
        handle(key);
      }
      selector.selectedKeys().clear();
      long now = System.nanoTime();
      closeLate(now);
      responder.pass(now);
    } catch (Throwable failure) {
      pause();
    }
  }

  private void handle(SelectionKey key) {
    Object attached = key.attachment();
    if (attached instanceof HttpConnection) {
      HttpConnection connection = (HttpConnection) attached;
      try {
        connection.proceed(responder);
      } catch (Throwable gone) {
        connection.close();
      }
      if (connection.isClosed()) {
        open.remove(connection);
      }
    } else {
      accept();
    }
  }

  private void accept() {
    SocketChannel accepted;
    try {
      accepted = server.accept();
    } catch (IOException outOfFiles) {
      pause();
      return;
    }
    if (accepted == null) {
      return;
    }
    try {
      if (open.size() >= MAX_OPEN) {
        HttpConnection oldest = open.iterator().next();
        oldest.close();
        open.remove(oldest);
      }
      accepted.configureBlocking(false);
      SelectionKey key = accepted.register(selector, SelectionKey.OP_READ);
      HttpConnection connection = new HttpConnection(accepted, key, System.nanoTime());
      key.attach(connection);
      open.add(connection);
    } catch (Throwable gone) {
      close(accepted);
    }
  }

  private static void close(SocketChannel accepted) {
    try {
      accepted.close();
    } catch (IOException closedAlready) {
      // Nothing is left to do for it.
    }
  }

  /** Waits while memory or file descriptors are exhausted, so that the application gets the processor. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(SELECT_MILLIS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeLate(long now) {
    List<HttpConnection> late = new ArrayList<>(0);
    for (HttpConnection connection : open) {
      if (connection.isLate(now)) {
        late.add(connection);
      }
    }
    for (HttpConnection connection : late) {
      connection.close();
      open.remove(connection);
    }
  }

  private void closeAll() {
    for (HttpConnection connection : open) {
      connection.close();
    }
    try {
      server.close();
      selector.close();
    } catch (IOException closedAlready) {
      // Nothing is left to do for them.
    }
  }
}

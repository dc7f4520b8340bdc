package io.tripmeter.page;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
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
 * A small HTTP/1.1 server: one daemon thread that waits for no client. Each connection carries one request, has a deadline for sending it
 * and one for taking the answer, and there are {@value #MOST_OPEN} at most; a new one takes the place of the oldest.
 *
 * <p>The JDK's server is not used: its deadlines are system properties of the whole JVM ({@code sun.net.httpserver.maxReqTime}), which
 * belong to the application, and its module is missing from small runtime images.
 */
final class Listener implements Runnable {
  static final int MOST_OPEN = 256;
  private static final long LOOK_MILLIS = 500;
  private static final long CLOSE_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final Responder responder;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Set<HttpConnection> open = new LinkedHashSet<>();
  private final Thread thread;

  private Listener(String host, ServerSocketChannel server, Selector selector, Responder responder)
      throws IOException {
    this.host = host;
    this.server = server;
    this.selector = selector;
    this.responder = responder;
    port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    thread = AgentThread.daemon("tripmeter-page", this);
  }

  /** @throws java.net.BindException if the port is taken */
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
      server.bind(address, MOST_OPEN);
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

  /** {@code host:port}, with the port that was picked. */
  String address() {
    return host + ":" + port;
  }

  /** Returns when nothing of it is open any more. */
  void close() {
    try {
      selector.close();
      thread.join(CLOSE_MILLIS);
    } catch (IOException closedAlready) {
      // Nothing is left to do for it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (selector.isOpen()) {
        selector.select(LOOK_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          handle(key);
        }
        selector.selectedKeys().clear();
        closeLate(System.nanoTime());
      }
    } catch (ClosedSelectorException closed) {
      // By close().
    } catch (Throwable failure) {
      Log.warn("metrics.listen: no metrics, health and page any more; report it to Tripmeter")
          .error(failure)
          .write();
    } finally {
      closeAll();
    }
  }

  private void handle(SelectionKey key) {
    Object attached = key.attachment();
    if (attached instanceof HttpConnection) {
      HttpConnection connection = (HttpConnection) attached;
      try {
        connection.proceed(responder);
      } catch (IOException gone) {
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
    try {
      SocketChannel accepted = server.accept();
      if (accepted == null) {
        return;
      }
      if (open.size() >= MOST_OPEN) {
        HttpConnection oldest = open.iterator().next();
        oldest.close();
        open.remove(oldest);
      }
      accepted.configureBlocking(false);
      SelectionKey key = accepted.register(selector, SelectionKey.OP_READ);
      HttpConnection connection = new HttpConnection(accepted, key, System.nanoTime());
      key.attach(connection);
      open.add(connection);
    } catch (IOException outOfFiles) {
      pause();
    }
  }

  /** No file descriptor is free: the application needs the processor more than this. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
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

package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A TCP link on loopback in front of a server: it delays, counts and fails as a long one does, and looks into nothing, so that
 * TLS passes as well.
 *
 * <p>A <em>turn-around</em> is one or more chunks from the client followed by one from the server: what a driver waits for.
 * With a few milliseconds of delay the wire's count and the driver's agree; without any, a driver that writes twice before it
 * waits may be answered in between, which counts once more.
 *
 * <p>Half of the round-trip time passes each way. A connect costs one round trip as well, which the link takes by holding the
 * client's first bytes; it shows in the times and in {@link Count#connections()}, not in {@link Count#turnArounds()}.
 */
public final class Link implements AutoCloseable {
  private static final int BACKLOG = 512;

  /** What has passed: connections accepted (each one round trip of TCP's), and turn-arounds on them. */
  public record Count(long connections, long turnArounds) {
    public Count minus(Count earlier) {
      return new Count(connections - earlier.connections, turnArounds - earlier.turnArounds);
    }
  }

  /** One client's connection; {@code clientPort} is what the client calls its local port. */
  public record Connection(int id, int clientPort, long turnArounds, boolean open) {}

  private final InetSocketAddress target;
  private final LinkState state;
  private final List<LinkConnection> connections = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile ServerSocket listener;

  Link(InetSocketAddress target, LinkState state) {
    this.target = target;
    this.state = state;
    this.port = FreePort.choose();
    this.listener = listen();
  }

  public static LinkBuilder to(String host, int port) {
    return new LinkBuilder(new InetSocketAddress(host, port));
  }

  public static LinkBuilder to(PostgresServer server) {
    return to(server.host(), server.port());
  }

  public static LinkBuilder to(PgBouncer pooler) {
    return to(pooler.host(), pooler.port());
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** From the next chunk on; chunks already under way keep their time. */
  public void roundTrip(Duration time) {
    state.roundTripNanos(time.toNanos());
  }

  public Count count() {
    return new Count(state.connections.get(), state.turnArounds.get());
  }

  /** The same as {@link #count()}, to be given to {@link #since} later. */
  public Count mark() {
    return count();
  }

  public Count since(Count mark) {
    return count().minus(mark);
  }

  public long turnArounds() {
    return state.turnArounds.get();
  }

  /** Connections that neither side has closed. */
  public int open() {
    return state.open();
  }

  /** The most that were open at once since the link was made or {@link #resetPeak()}. */
  public int peak() {
    return state.peak.get();
  }

  public void resetPeak() {
    state.peak.set(state.open());
  }

  /** Every connection there ever was, in order. */
  public List<Connection> connections() {
    return connections.stream().map(LinkConnection::view).toList();
  }

  /** One line for each turn-around, the newest last; empty unless {@link LinkBuilder#logging()}. */
  public List<String> log() {
    return state.log();
  }

  /** Waits until nothing has moved for {@code quiet}; false if that did not come within {@code timeout}. */
  public boolean awaitIdle(Duration quiet, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (state.quietNanos() < quiet.toNanos()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return true;
  }

  /** Resets every connection, as a router does that lost its state. New ones pass. */
  public void cut() {
    connections.forEach(connection -> connection.close(true));
  }

  /** Ends every connection in order. New ones pass. */
  public void hangUp() {
    connections.forEach(connection -> connection.close(false));
  }

  /** New connects are refused until {@link #restore()}; open connections stay. */
  public void refuse() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends {@link #refuse()}, {@link #stall()} and {@link #pauseServerToClient()}; held bytes are delivered. */
  public void restore() {
    if (listener.isClosed()) {
      listener = listen();
    }
    state.toServer.open();
    state.toClient.open();
  }

  /** Accepts and never answers; open connections hold their bytes, both ways. */
  public void stall() {
    state.toServer.shut();
    state.toClient.shut();
  }

  /** The server hears the client, the client waits. */
  public void pauseServerToClient() {
    state.toClient.shut();
  }

  @Override
  public void close() {
    refuse();
    cut();
  }

  private ServerSocket listen() {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host()), port), BACKLOG);
      Thread thread = new Thread(() -> accept(socket), "link-accept-" + socket.getLocalPort());
      thread.setDaemon(true);
      thread.start();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("no link on port " + port, e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        LinkConnection connection = new LinkConnection(state, client);
        connections.add(connection);
        connection.start(target);
        if (socket.isClosed()) {
          connection.close(true);
        }
      } catch (IOException e) {
        // Closed by refuse() or close(), or the client was gone before it was accepted.
      }
    }
  }
}

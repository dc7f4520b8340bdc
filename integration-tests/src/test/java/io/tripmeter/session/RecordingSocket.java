package io.tripmeter.session;

import io.tripmeter.testing.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Unix socket that leads to a server's port, and keeps what its clients have sent. */
final class RecordingSocket implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final PostgresServer server;
  private final List<ByteArrayOutputStream> clients = new CopyOnWriteArrayList<>();

  RecordingSocket(Path path, PostgresServer server) {
    this.server = server;
    try {
      listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  /** What each client since then has sent, one byte a character. */
  List<String> sentSince(int mark) {
    return clients.subList(mark, clients.size()).stream()
        .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
        .toList();
  }

  int mark() {
    return clients.size();
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel client = listener.accept();
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      clients.add(sent);
      Socket behind = new Socket(server.host(), server.port());
      thread(() -> toServer(client, behind, sent));
      thread(() -> toClient(behind, client));
    }
  }

  private static void toServer(SocketChannel client, Socket behind, ByteArrayOutputStream sent)
      throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(8192);
    try (client;
        behind) {
      while (client.read(piece) >= 0) {
        sent.write(piece.array(), 0, piece.position());
        behind.getOutputStream().write(piece.array(), 0, piece.position());
        piece.clear();
      }
    }
  }

  private static void toClient(Socket behind, SocketChannel client) throws IOException {
    byte[] piece = new byte[8192];
    try (client;
        behind) {
      InputStream from = behind.getInputStream();
      for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
        ByteBuffer rest = ByteBuffer.wrap(piece, 0, length);
        while (rest.hasRemaining()) {
          client.write(rest);
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    Thread thread = new Thread(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            // One side is gone, and the other goes with it.
          }
        },
        "recording-socket");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

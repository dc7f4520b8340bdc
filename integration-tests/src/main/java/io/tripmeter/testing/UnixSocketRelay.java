package io.tripmeter.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A process that takes TCP connections where it runs, in a network namespace for instance, and hands them on to a server's Unix socket,
 * which is in none.
 */
final class UnixSocketRelay {
  private UnixSocketRelay() {}

  /** @param arguments address and port to listen on, the Unix socket's file */
  public static void main(String[] arguments) throws IOException {
    SocketAddress to = UnixDomainSocketAddress.of(Path.of(arguments[2]));
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])));
      System.out.println("ready");
      while (true) {
        SocketChannel client = listener.accept();
        SocketChannel server = SocketChannel.open(to);
        relay(client, server);
        relay(server, client);
      }
    }
  }

  private static void relay(SocketChannel from, SocketChannel to) {
    Thread thread = new Thread(() -> {
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      try (from;
          to) {
        while (from.read(buffer) >= 0) {
          buffer.flip();
          while (buffer.hasRemaining()) {
            to.write(buffer);
          }
          buffer.clear();
        }
      } catch (IOException e) {
        // One side is gone, and the other goes with it.
      }
    });
    thread.setDaemon(true);
    thread.start();
  }
}

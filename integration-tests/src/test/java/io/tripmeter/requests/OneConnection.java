package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1 on a socket, where a client of the JDK's would not do as asked. */
final class OneConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  OneConnection(RequestProgram program) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), program.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** All requests at once, before any answer. */
  void pipeline(String... paths) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String path : paths) {
      all.append("GET ").append(path).append(" HTTP/1.1\r\nHost: here\r\n\r\n");
    }
    write(all.toString());
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Until so many answers have begun. */
  void awaitAnswers(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      await("HTTP/1.1 200 OK\r\n");
    }
  }

  /** Reads until this text is at the end. */
  void await(String text) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = in.read();
      assertTrue(next >= 0, () -> "the end after " + read);
      read.append((char) next);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

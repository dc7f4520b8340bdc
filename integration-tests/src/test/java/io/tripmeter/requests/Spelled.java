package io.tripmeter.requests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request whose path no HTTP client would leave as it is. */
final class Spelled {
  private Spelled() {}

  /** The status that is answered. */
  static int get(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head = "GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return Integer.parseInt(new String(answer, StandardCharsets.ISO_8859_1).substring(9, 12));
    }
  }
}

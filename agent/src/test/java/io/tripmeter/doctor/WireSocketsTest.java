package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class WireSocketsTest {
  /** As TLS does at its close, if the server's close_notify is there before it looks. */
  @Test
  void anAnswerThatIsSkippedIsARoundTripAsWell() throws IOException {
    Wire wire = new Wire();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = socket(wire)) {
      client.connect(listener.getLocalSocketAddress());
      try (Socket server = listener.accept()) {
        client.getOutputStream().write('X');
        server.getInputStream().read();
        server.getOutputStream().write(new byte[] {21, 3, 3});
        server.shutdownOutput();

        assertEquals(1, client.getInputStream().skip(1));
        assertEquals(2, wire.count());
        assertEquals(2, client.getInputStream().skip(1_000));
        assertEquals(0, client.getInputStream().skip(1_000));
        assertEquals(2, wire.count());
      }
    }
  }

  private static Socket socket(Wire wire) {
    WireSockets.WIRE.set(wire);
    try {
      return new WireSockets().createSocket();
    } finally {
      WireSockets.WIRE.remove();
    }
  }
}

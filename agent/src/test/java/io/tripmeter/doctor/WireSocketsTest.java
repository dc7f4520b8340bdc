package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class WireSocketsTest {
  private final Wire wire = new Wire();

  private interface Talk {
    void over(Socket client, Socket server) throws IOException;
  }

  /** As TLS does at its close, if the server's close_notify is there before it looks. */
  @Test
  void anAnswerThatIsSkippedIsARoundTripAsWell() throws IOException {
    connected((client, server) -> {
      client.getOutputStream().write('X');
      server.getInputStream().read();
      server.getOutputStream().write(new byte[3]);
      server.shutdownOutput();

      assertEquals(1, client.getInputStream().skip(1));
      assertEquals(2, client.getInputStream().skip(1_000));
      assertEquals(0, client.getInputStream().skip(1_000));
      assertEquals(2, wire.count());
    });
  }

  /** As TLS does with the rest of a handshake, if it refuses the certificate. */
  @Test
  void whatHasComeBeforeIsNoAnswer() throws IOException {
    connected((client, server) -> {
      server.getOutputStream().write(new byte[4]);
      client.getInputStream().read();
      client.getOutputStream().write('X');
      assertEquals(2, client.getInputStream().skip(2));
      assertEquals(1, client.getInputStream().skip(1));
      assertEquals(1, wire.count());

      server.getOutputStream().write('Z');
      assertEquals('Z', client.getInputStream().read());
      assertEquals(2, wire.count());
    });
  }

  /** TCP's handshake is the first round trip. */
  private void connected(Talk talk) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = socket(wire)) {
      client.connect(listener.getLocalSocketAddress());
      try (Socket server = listener.accept()) {
        talk.over(client, server);
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

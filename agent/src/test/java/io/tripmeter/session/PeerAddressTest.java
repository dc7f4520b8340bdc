package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "203.0.113.2, true",
    "2a00:1450::1, true",
    "10.0.0.1, false",
    "172.17.0.2, false",
    "172.32.0.1, true",
    "192.168.1.1, false",
    "169.254.1.1, false",
    "100.64.0.1, false",
    "100.128.0.1, true",
    "198.18.0.5, false",
    "240.240.0.7, false",
    "127.0.0.1, false",
    "fdaa::3, false",
    "fe80::1, false",
    "::1, false",
  })
  void aPublicAddressIsOneThatAnybodyCanReach(String address, boolean expected) throws IOException {
    assertEquals(expected, PeerAddress.isPublic(InetAddress.getByName(address)));
  }

  @Test
  void thisHostIsNotElsewhere() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket unconnected = new Socket()) {
      assertNull(PeerAddress.elsewhere(socket));
      assertNull(PeerAddress.elsewhere(unconnected));
    }
  }
}

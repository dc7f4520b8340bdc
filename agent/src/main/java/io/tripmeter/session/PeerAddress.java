package io.tripmeter.session;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Where the other end of a socket is. */
public final class PeerAddress {
  private static final int SHARED = 100;
  private static final int BENCHMARK = 198;
  private static final int RESERVED = 240;
  private static final int UNIQUE_LOCAL = 0xfc;

  private PeerAddress() {}

  /** The address of another host. Null for this host, whose traffic nobody on the way can read, and for what has no address. */
  public static @Nullable InetAddress elsewhere(Socket socket) {
    InetAddress peer = socket.getInetAddress();
    return peer == null
            || peer.isLoopbackAddress()
            || peer.isAnyLocalAddress()
            || peer.equals(socket.getLocalAddress())
        ? null
        : peer;
  }

  /** Whether anybody can have it: neither of a private network nor made up by a sidecar or a VPN (RFC 6890). */
  public static boolean isPublic(InetAddress address) {
    if (address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isLoopbackAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (!(address instanceof Inet4Address)) {
      return (first & 0xfe) != UNIQUE_LOCAL;
    }
    // 100.64.0.0/10, 198.18.0.0/15, 240.0.0.0/4, of which Istio takes addresses.
    return !(first == SHARED && (second & 0xc0) == 64)
        && !(first == BENCHMARK && (second & 0xfe) == 18)
        && first < RESERVED;
  }
}

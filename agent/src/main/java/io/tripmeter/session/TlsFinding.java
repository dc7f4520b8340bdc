package io.tripmeter.session;

import io.tripmeter.pgjdbc.DriverTls;
import io.tripmeter.pgjdbc.DriverTransport;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** What a connection to another host lacks: TLS, or the proof that the right server answers. Immutable. */
final class TlsFinding {
  private final String host;
  private final boolean encrypted;
  private final boolean toPublic;
  private final boolean mayTurnToTls;
  private final String why;
  private final String change;

  private TlsFinding(
      String host, InetAddress address, boolean encrypted, String why, DriverTls driver) {
    this.host = host;
    this.encrypted = encrypted;
    this.why = why;
    toPublic = PeerAddress.isPublic(address);
    mayTurnToTls = !encrypted && driver.mayTurnToTls();
    change = encrypted ? driver.toVerify() : driver.toEncrypt();
  }

  /**
   * @param stream the driver's, as the startup packet is to go through it
   * @return null if nothing is lacking, or if what is lacking cannot be known
   */
  static @Nullable TlsFinding of(DriverTransport stream, Properties properties)
      throws ReflectiveOperationException {
    Socket socket = stream.socket();
    InetAddress address = socket == null ? null : PeerAddress.elsewhere(socket);
    if (socket == null || address == null || stream.isGssEncrypted()) {
      return null;
    }
    DriverTls driver = new DriverTls(properties, stream.knowsChannelBinding());
    if (socket instanceof SSLSocket) {
      String flaw = driver.flaw();
      return flaw == null ? null : new TlsFinding(stream.host(), address, true, flaw, driver);
    }
    // A socket of another class is a socket factory's, which may encrypt by itself.
    return socket.getClass() == Socket.class
        ? new TlsFinding(stream.host(), address, false, "it is not encrypted", driver)
        : null;
  }

  /** host:port. */
  String host() {
    return host;
  }

  boolean isEncrypted() {
    return encrypted;
  }

  boolean isToPublicAddress() {
    return toPublic;
  }

  /** Whether another attempt, with TLS, follows if the server does not take this one. */
  boolean mayTurnToTls() {
    return mayTurnToTls;
  }

  String why() {
    return why;
  }

  String change() {
    return change;
  }
}

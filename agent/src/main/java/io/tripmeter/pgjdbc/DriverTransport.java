package io.tripmeter.pgjdbc;

import io.tripmeter.reflect.ReflectiveAccess;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** The PGStream of a connection that is being opened. A ReflectiveOperationException means that the driver's version is unknown. */
public final class DriverTransport {
  private final Object stream;
  private final ReflectiveAccess access;

  private DriverTransport(Object stream) {
    this.stream = stream;
    access = ReflectiveAccess.of(stream);
  }

  /** @param stream the PGStream */
  public static DriverTransport of(Object stream) {
    return new DriverTransport(stream);
  }

  public @Nullable Socket socket() throws ReflectiveOperationException {
    Object socket = access.call("getSocket");
    return socket instanceof Socket ? (Socket) socket : null;
  }

  /** Encrypted by Kerberos, which has shown the server's identity too. */
  public boolean isGssEncrypted() throws ReflectiveOperationException {
    return Boolean.TRUE.equals(access.call("isGssEncrypted"));
  }

  /** host:port, of several hosts the one that is being connected to. */
  public String host() throws ReflectiveOperationException {
    return access.get("getHostSpec").toString();
  }

  /** Whether this driver knows channelBinding. */
  public boolean knowsChannelBinding() {
    return DriverTls.knowsChannelBinding(stream.getClass().getClassLoader());
  }
}

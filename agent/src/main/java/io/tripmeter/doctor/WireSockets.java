package io.tripmeter.doctor;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Sockets whose round trips are counted on the {@link Wire} of the thread that makes them. The driver makes it by its name. */
public final class WireSockets extends SocketFactory {
  static final ThreadLocal<@Nullable Wire> WIRE = new ThreadLocal<>();
  private static final int CHUNK = 512;

  @Override
  public Socket createSocket() {
    Wire wire = WIRE.get();
    return wire == null ? new Socket() : new Counted(wire);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return new Socket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return new Socket(host, port, from, fromPort);
  }

  private static final class Counted extends Socket {
    private final Wire wire;

    Counted(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void connect(SocketAddress to, int timeout) throws IOException {
      long before = System.nanoTime();
      super.connect(to, timeout);
      wire.connected(System.nanoTime() - before);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
          int read = in.read(to, offset, length);
          if (read > 0) {
            wire.received(to, offset, read);
          }
          return read;
        }

        /** The JDK's TLS takes what is there at its close in this way: the answer to Terminate, for instance. */
        @Override
        public long skip(long most) throws IOException {
          return Math.max(0, read(new byte[CHUNK], 0, (int) Math.max(0, Math.min(most, CHUNK))));
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      InputStream in = super.getInputStream();
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
          if (length > 0) {
            wire.sent(from, offset, length, in.available());
          }
          out.write(from, offset, length);
        }
      };
    }
  }
}

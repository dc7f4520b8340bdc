package io.tripmeter.session;

import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Has the kernel ask an idle connection's other end whether it is there: after 2 s, then each second, and after 3 questions without an
 * answer the connection is broken. Measured on Java 8 and 17: an idle socket's read fails 3 to 5 s after its peer has vanished. The
 * options are in jdk.net.ExtendedSocketOptions, from Java 11 and 8u272 on; what is looked up, is looked up once.
 */
final class KeepAlive {
  private static final int IDLE_SECONDS = 2;
  private static final int INTERVAL_SECONDS = 1;
  private static final int PROBES = 3;

  /** The socket beneath it, in the JDK's implementation of Java 8, where options set on the outer one change nothing. */
  private static final String BENEATH = "self";

  private static final String JDKS = "sun.security.ssl.";
  private static final @Nullable KeepAlive SUPPORTED = find();

  private final Method setOption;
  private final Object[] options;

  private KeepAlive(Method setOption, Object... options) {
    this.setOption = setOption;
    this.options = options;
  }

  private static @Nullable KeepAlive find() {
    try {
      Class<?> extended = Class.forName("jdk.net.ExtendedSocketOptions");
      Class<?> option = Class.forName("java.net.SocketOption");
      Object idle = extended.getField("TCP_KEEPIDLE").get(null);
      Object interval = extended.getField("TCP_KEEPINTERVAL").get(null);
      Object count = extended.getField("TCP_KEEPCOUNT").get(null);
      return new KeepAlive(setter(option), idle, interval, count);
    } catch (ReflectiveOperationException | LinkageError missing) {
      return null;
    }
  }

  /** Socket's own from Java 9 on, a static one beside it before. */
  private static Method setter(Class<?> option) throws ReflectiveOperationException {
    return isJava8()
        ? Class.forName("jdk.net.Sockets")
            .getMethod("setOption", Socket.class, option, Object.class)
        : Socket.class.getMethod("setOption", option, Object.class);
  }

  private static boolean isJava8() {
    return System.getProperty("java.specification.version", "").startsWith("1.");
  }

  static boolean isSupported() {
    return SUPPORTED != null;
  }

  /**
   * When the kernel asks, once it is {@linkplain #watch told to}.
   *
   * @return false, and nothing is relied on, where this Java, this system or this socket does not take it
   */
  static boolean prepare(Socket socket) {
    KeepAlive supported = SUPPORTED;
    try {
      Socket tcp = supported == null ? null : beneath(socket);
      if (supported == null || tcp == null) {
        return false;
      }
      supported.apply(tcp);
      return true;
    } catch (ReflectiveOperationException | RuntimeException refused) {
      Log.debug("no TCP keepalive, the pool validates")
          .error(refused)
          .once("keepalive")
          .write();
      return false;
    }
  }

  /** Whether the kernel is to ask from now on, of a socket that is prepared. */
  static void watch(Socket socket, boolean on) {
    try {
      Socket tcp = beneath(socket);
      if (tcp != null && !tcp.isClosed()) {
        tcp.setKeepAlive(on);
      }
    } catch (ReflectiveOperationException | SocketException | RuntimeException closed) {
      // Nothing is left to watch.
    }
  }

  /** Options of other encrypted sockets than the JDK's are not known to reach the connection. */
  private static @Nullable Socket beneath(Socket socket) throws ReflectiveOperationException {
    if (!(socket instanceof SSLSocket)) {
      return socket;
    }
    if (!socket.getClass().getName().startsWith(JDKS)) {
      return null;
    }
    return isJava8() ? (Socket) ReflectiveAccess.of(socket).field(BENEATH) : socket;
  }

  private void apply(Socket tcp) throws ReflectiveOperationException {
    int[] values = {IDLE_SECONDS, INTERVAL_SECONDS, PROBES};
    for (int i = 0; i < values.length; i++) {
      if (isJava8()) {
        setOption.invoke(null, tcp, options[i], values[i]);
      } else {
        setOption.invoke(tcp, options[i], values[i]);
      }
    }
  }
}

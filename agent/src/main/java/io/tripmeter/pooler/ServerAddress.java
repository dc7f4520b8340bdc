package io.tripmeter.pooler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host and port as a JDBC URL or a data source has them, before the driver has read it. Immutable. */
public final class ServerAddress {
  private static final int DEFAULT_PORT = 5432;

  private final String host;
  private final int port;

  private ServerAddress(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Of several hosts the first, which is the name of all.
   *
   * @param text a JDBC URL, {@code host} or {@code host:port}
   * @return null if it names no host
   */
  public static @Nullable ServerAddress of(String text) {
    int slashes = text.indexOf("//");
    if (slashes < 0 && text.startsWith("jdbc:")) {
      return null;
    }
    String first = text.substring(slashes < 0 ? 0 : slashes + 2);
    for (char end : new char[] {'/', '?', ','}) {
      int at = first.indexOf(end);
      first = at < 0 ? first : first.substring(0, at);
    }
    // An IPv6 address stands in brackets.
    int colon = first.lastIndexOf(':');
    boolean hasPort = colon > first.lastIndexOf(']');
    String host = hasPort ? first.substring(0, colon) : first;
    return host.isEmpty()
        ? null
        : new ServerAddress(host, hasPort ? number(first.substring(colon + 1)) : DEFAULT_PORT);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException notOne) {
      return DEFAULT_PORT;
    }
  }

  public EndpointName name() {
    return EndpointName.of(host, port);
  }

  /** {@code host:port}, the same for the same server. */
  @Override
  public String toString() {
    return (host + ":" + port).toLowerCase(Locale.ROOT);
  }
}

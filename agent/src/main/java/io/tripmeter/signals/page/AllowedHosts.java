package io.tripmeter.signals.page;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Host headers that are answered. Protects against DNS rebinding: a web page that a developer visits can make its own host name resolve
 * to 127.0.0.1 and read from the listener, but the browser then sends that host name.
 */
final class AllowedHosts {
  private final String listenHost;
  private final boolean everyAddress;
  private final Set<String> further = new HashSet<>();

  /**
   * @param listen metrics.listen
   * @param hosts metrics.hosts
   */
  AllowedHosts(String listen, String hosts) {
    listenHost = hostOf(listen);
    everyAddress = listenHost.equals("0.0.0.0") || listenHost.equals("[::]");
    for (String host : hosts.split(",")) {
      further.add(hostOf(host.trim()));
    }
  }

  boolean contains(@Nullable String header) {
    if (further.contains("*")) {
      return true;
    }
    if (header == null) {
      return false;
    }
    String host = hostOf(header.trim());
    return (!host.isEmpty() && further.contains(host))
        || host.equals("localhost")
        || host.equals("127.0.0.1")
        || host.equals("[::1]")
        || host.equals(listenHost)
        || (everyAddress && isAddress(host));
  }

  private static String hostOf(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    boolean port = colon > hostAndPort.lastIndexOf(']');
    return (port ? hostAndPort.substring(0, colon) : hostAndPort).toLowerCase(Locale.ROOT);
  }

  /** A listener on all addresses answers to each of them. An address, unlike a name, cannot be rebound. */
  private static boolean isAddress(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return true;
    }
    if (host.isEmpty() || !Character.isDigit(host.charAt(host.length() - 1))) {
      return false;
    }
    for (int i = 0; i < host.length(); i++) {
      if (!Character.isDigit(host.charAt(i)) && host.charAt(i) != '.') {
        return false;
      }
    }
    return true;
  }
}

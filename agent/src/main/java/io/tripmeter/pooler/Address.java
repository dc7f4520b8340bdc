package io.tripmeter.pooler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host and port of a server or pooler, as an operator, a JDBC URL or the driver gives them. Immutable. */
public final class Address {
  private static final String URL = "jdbc:postgresql:";
  private static final int DEFAULT_PORT = 5432;
  private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  private static final String IPV6_CHARACTERS = "0123456789abcdef:.";

  private final String host;
  private final int port;
  private final @Nullable String database;
  private final boolean hasParameters;

  private Address(String host, int port, @Nullable String database, boolean hasParameters) {
    this.host = host;
    this.port = port;
    this.database = database;
    this.hasParameters = hasParameters;
  }

  /** Parses host, host:port, or a JDBC URL with one host; null for anything else. The default port is PostgreSQL's 5432. */
  public static @Nullable Address parse(String text) {
    if (!text.startsWith(URL)) {
      return of(text, null, false);
    }
    int question = text.indexOf('?');
    String place = text.substring(URL.length(), question < 0 ? text.length() : question);
    if (!place.startsWith("//")) {
      return null;
    }
    int slash = place.indexOf('/', 2);
    String database = slash < 0 ? "" : place.substring(slash + 1);
    return of(
        place.substring(2, slash < 0 ? place.length() : slash),
        database.isEmpty() ? null : database,
        question >= 0 && question < text.length() - 1);
  }

  /** Like {@link #parse}, but of several hosts the first one stands for all. */
  public static @Nullable Address firstOf(String text) {
    int comma = text.indexOf(',');
    int question = text.indexOf('?');
    if (comma < 0 || (question >= 0 && comma > question)) {
      return parse(text);
    }
    int slash = text.startsWith(URL) ? text.indexOf('/', comma) : -1;
    int end = slash >= 0 ? slash : question >= 0 ? question : text.length();
    return parse(text.substring(0, comma) + text.substring(end));
  }

  /** Null for a list of hosts, and for what is no port. An IPv6 address may have its brackets or not. */
  public static @Nullable Address of(String host, String port) {
    return of((host.indexOf(':') < 0 || isBracketed(host) ? host : '[' + host + ']') + ':' + port);
  }

  public static Address of(String host, int port) {
    return new Address(host, port, null, false);
  }

  private static @Nullable Address of(String hostAndPort) {
    return of(hostAndPort, null, false);
  }

  private static @Nullable Address of(
      String hostAndPort, @Nullable String database, boolean hasParameters) {
    boolean bare =
        hostAndPort.indexOf(':') != hostAndPort.lastIndexOf(':') && !hostAndPort.startsWith("[");
    String whole = bare ? '[' + hostAndPort + ']' : hostAndPort;
    int colon = whole.indexOf(':', Math.max(0, whole.indexOf(']')));
    String host = colon < 0 ? whole : whole.substring(0, colon);
    int port = colon < 0 ? DEFAULT_PORT : port(whole.substring(colon + 1));
    return isHost(host) && port > 0 ? new Address(host, port, database, hasParameters) : null;
  }

  private static boolean isBracketed(String host) {
    return host.length() > 2 && host.startsWith("[") && host.endsWith("]");
  }

  /** Whether the text can be a host name or an address, an IPv6 address in brackets. */
  public static boolean isHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (!isBracketed(lower)) {
      return consistsOf(lower, NAME_CHARACTERS);
    }
    // [fe80::1%eth0]: the interface's name is behind the percent sign (RFC 4007).
    int zone = lower.indexOf('%');
    return consistsOf(lower.substring(1, zone < 0 ? lower.length() - 1 : zone), IPV6_CHARACTERS)
        && (zone < 0 || consistsOf(lower.substring(zone + 1, lower.length() - 1), NAME_CHARACTERS));
  }

  private static boolean consistsOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** 0 if the text is not a port. */
  private static int port(String text) {
    if (text.length() > 5 || !consistsOf(text, "0123456789")) {
      return 0;
    }
    int port = Integer.parseInt(text);
    return port <= 65_535 ? port : 0;
  }

  /** As in a URL: an IPv6 address is in brackets. */
  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** The database of a JDBC URL, encoded as in the URL. */
  public @Nullable String database() {
    return database;
  }

  /** Whether it was a JDBC URL with parameters. */
  public boolean hasParameters() {
    return hasParameters;
  }

  /** Whether host and port are the same. Host names are compared, not what they resolve to. */
  public boolean isSamePlace(Address other) {
    return port == other.port && host.equalsIgnoreCase(other.host);
  }

  public EndpointName name() {
    return EndpointName.of(host, port);
  }

  /** host:port in lower case, the same for equal addresses. */
  public String key() {
    return toString().toLowerCase(Locale.ROOT);
  }

  /** host:port. */
  @Override
  public String toString() {
    return host + ':' + port;
  }
}

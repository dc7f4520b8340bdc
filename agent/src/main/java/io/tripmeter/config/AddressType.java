package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** {@code host:port}, {@code [::1]:port} or {@code off}. */
final class AddressType implements ValueType {
  private static final String HOST_CHARACTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  private static final String IPV6_CHARACTERS = "0123456789abcdefABCDEF:.%";

  @Override
  public @Nullable Object parse(String text) {
    if (text.equalsIgnoreCase("off")) {
      return "off";
    }
    int colon = text.lastIndexOf(':');
    return colon > 0 && isHost(text.substring(0, colon)) && isPort(text.substring(colon + 1))
        ? text
        : null;
  }

  static boolean isHost(String host) {
    if (host.length() > 2 && host.charAt(0) == '[' && host.charAt(host.length() - 1) == ']') {
      return consistsOf(host.substring(1, host.length() - 1), IPV6_CHARACTERS);
    }
    return !host.isEmpty() && consistsOf(host, HOST_CHARACTERS);
  }

  private static boolean isPort(String port) {
    if (port.isEmpty() || port.length() > 5 || !consistsOf(port, "0123456789")) {
      return false;
    }
    return Integer.parseInt(port) <= 65_535;
  }

  private static boolean consistsOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String accepted() {
    return "host:port ([::1]:29464 for IPv6, port 0 picks a free one) or off";
  }
}
